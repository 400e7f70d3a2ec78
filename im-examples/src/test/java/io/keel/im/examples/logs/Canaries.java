package io.keel.im.examples.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Secrets and texts that are sent through a gateway, well and badly formed, and are then looked for where they should not be. Each
 * is a word that stands nowhere else.
 */
public final class Canaries {

    /** A password; one that is wrong bears it too. */
    public static final String PASSWORD = "canary-Passw0rd";

    /** What a message says. */
    public static final String TEXT = "canary-message-text";

    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final List<String> planted = new ArrayList<>(List.of(PASSWORD, TEXT));

    /** Plants by the gateway at an address. */
    public Canaries(String url) {
        this.url = url;
    }

    /** Something else that must not be found. */
    public Canaries and(String secret) {
        planted.add(secret);
        return this;
    }

    /** Registers somebody and logs in; returns the token, which from then on must not be found either. */
    public String login(String user) throws Exception {
        String right = "{\"user\":\"" + user + "\",\"password\":\"" + PASSWORD + "\"}";
        assertThat(post("/api/register", right).statusCode()).isEqualTo(201);
        String token = TOKEN.matcher(post("/api/login", right).body())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        planted.add(token);
        // The part that no other token has.
        planted.add(token.substring(token.lastIndexOf('.') + 1));
        return token;
    }

    /** Tries what does not work: its answer may bear nothing, and its log neither. */
    public void misbehave(String user) throws Exception {
        post("/api/register", "{\"user\":\"" + user + "\",\"password\":\"" + PASSWORD + "\"}");
        post("/api/login", "{\"user\":\"" + user + "\",\"password\":\"" + PASSWORD + "-not\"}");
        post("/api/login", "{\"user\":\"" + user + "\",\"password\":" + PASSWORD + "}");
        post("/api/login", "{\"user\":\"" + user + "\",\"password\":[\"" + PASSWORD + "\"]}");
        post("/api/register", "\"" + PASSWORD);
        post("/api/" + PASSWORD, PASSWORD);
        get("/ws?token=" + PASSWORD);
    }

    /** Frames that a client sends, of which only the first is whole; each bears the text. */
    public static List<String> frames(String to) {
        String send = "{\"id\":\"%d\",\"send\":{\"to\":{\"user\":\"" + to + "\"},\"clientMsgId\":\"c-%d\",\"text\":\""
                + TEXT + "\"%s";
        return List.of(
                String.format(send, 1, 1, "}}"),
                String.format(send, 2, 2, ""),
                String.format(send, 3, 3, ",\"" + TEXT + "\":1}}"),
                "{\"id\":\"4\",\"" + TEXT + "\":{}}",
                "{\"id\":\"5\",\"send\":{\"to\":{\"group\":\"" + TEXT + "\"},\"clientMsgId\":\"c-5\",\"text\":\"" + TEXT
                        + "\"}}");
    }

    /** Finds none. */
    public void areNotIn(String where, String log) {
        for (String canary : planted) {
            assertThat(log.lines().filter(line -> line.contains(canary)))
                    .as("%s tells %s", where, canary)
                    .isEmpty();
        }
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private void get(String path) throws Exception {
        http.send(HttpRequest.newBuilder(URI.create(url + path)).GET().build(), BodyHandlers.ofString());
    }
}
