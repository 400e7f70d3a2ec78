package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.auth.JwtTokens;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.Presence;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alice and bob, guests of one gateway: what alice says to bob, what she is told of it, and what each asks. */
final class Pair implements AutoCloseable {

    /** The conversation of the two. */
    static final String CONVERSATION = "d:alice:bob";

    private final String gateway;
    private final Duration patience;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Guest alice;
    private final Guest bob;
    private final List<Send.Builder> drafts = new ArrayList<>();
    /** What alice was told of a draft, each time that she sent it, by its {@code clientMsgId}. */
    private final Map<String, List<Sent>> told = new HashMap<>();

    private int texts;

    /**
     * Makes the two; neither is there yet.
     *
     * @param patience how long what is well may take
     */
    Pair(ListedWorker gateway, Duration patience) {
        this.gateway = gateway.url();
        this.patience = patience;
        URI endpoint = URI.create(this.gateway.replace("http", "ws") + "/ws");
        JwtTokens tokens = JwtTokens.of(ClusterProcess.SECRET.getBytes(StandardCharsets.UTF_8));
        this.alice = new Guest(endpoint, http, tokens, "alice");
        this.bob = new Guest(endpoint, http, tokens, "bob");
    }

    Guest alice() {
        return alice;
    }

    Guest bob() {
        return bob;
    }

    /** Both come, or come again. */
    void come() {
        alice.come();
        bob.come();
    }

    /** A text of alice's for bob that was not said before; it is kept. */
    Send.Builder draft() {
        Send.Builder draft = alice.client().draft("bob", "text " + ++texts);
        drafts.add(draft);
        return draft;
    }

    /** The drafts that were made since they were last forgotten, in order. */
    List<Send.Builder> drafts() {
        return List.copyOf(drafts);
    }

    /** Forgets the drafts and what alice was told of them. */
    void forget() {
        drafts.clear();
        told.clear();
    }

    /** Alice sends a draft, perhaps again, and waits until she is told that it is stored. */
    void send(Send.Builder draft) {
        Sent sent = alice.client().send(draft);
        told.computeIfAbsent(draft.getClientMsgId(), first -> new ArrayList<>()).add(sent);
    }

    /** What alice was told of a draft: of one message, however often she sent it. */
    Sent sent(Send.Builder draft) {
        List<Sent> answers = told.getOrDefault(draft.getClientMsgId(), List.of());
        assertThat(answers.stream().map(Sent::getMessageId).distinct())
                .as("answers to %s: %s", draft.getText(), answers)
                .hasSize(1);
        return answers.get(0);
    }

    /** Alice says something, and bob hears it. */
    void delivered() {
        Send.Builder draft = draft();
        send(draft);
        heard(draft);
    }

    /** Waits until bob hears what alice has said. */
    void heard(Send.Builder draft) {
        await().atMost(patience).until(() -> bob.hears(draft.getText()));
    }

    /** Alice reads their conversation. */
    void history() {
        assertThat(alice.client().request(historyWithBob()).hasHistoryPage()).isTrue();
    }

    /** Alice sees that bob is there. */
    void presence() {
        assertThat(alice.client().presence("bob").getItems(0).getOnline()).isTrue();
    }

    static ClientFrame.Builder historyWithBob() {
        return ClientFrame.newBuilder().setHistory(History.newBuilder().setConversation(CONVERSATION));
    }

    static ClientFrame.Builder presenceOfBob() {
        return ClientFrame.newBuilder().setPresence(Presence.newBuilder().addUsers("bob"));
    }

    /** The status of a login by somebody whom nobody knows. */
    int login() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/api/login"))
                .header("Content-Type", "application/json")
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"nobody\",\"password\":\"not the password\"}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        alice.close();
        bob.close();
    }
}
