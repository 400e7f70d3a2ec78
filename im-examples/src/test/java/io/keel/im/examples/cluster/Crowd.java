package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.DeviceId;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.testkit.history.HistoryChecker;
import io.keel.im.testkit.history.Report;
import io.keel.im.testkit.history.StoreReading;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Clients that talk to each other, and what they were told, judged by the history checker. */
final class Crowd implements AutoCloseable {

    /** How often it is looked whether all are where they are to be. */
    private static final Duration LOOK = Duration.ofMillis(400);

    private static final Duration SERVED = Duration.ofSeconds(60);
    /** A gateway's lease of 10 s, and what it takes to see it. */
    private static final Duration PRESENT = Duration.ofSeconds(12);

    private static final Duration CAUGHT_UP = Duration.ofSeconds(30);

    private final List<URI> gateways;
    private final Duration rest;
    private final Duration patience;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JwtTokens tokens = JwtTokens.of(ClusterProcess.SECRET.getBytes(StandardCharsets.UTF_8));
    private final HistoryChecker checker = HistoryChecker.create();
    private final List<Chatter> chatters = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> epochs = ConcurrentHashMap.newKeySet();
    private final Map<ErrorCode, Long> refusals = new ConcurrentHashMap<>();
    private final Map<String, Long> losses = new ConcurrentHashMap<>();
    private final Queue<Long> connections = new ConcurrentLinkedQueue<>();
    private volatile Phase phase = Phase.TALK;
    private volatile String presence = "";
    private long marked;

    /** What clients do. */
    enum Phase {
        /** They talk. */
        TALK,
        /** They say nothing new; what was not acknowledged is said again until it is. */
        HOLD,
        /** They fetch what they miss, and look who is there. */
        CATCH_UP,
        /** They leave. */
        END
    }

    /**
     * Makes one that nobody is in.
     *
     * @param rest how long each waits after each of its turns
     * @param patience how long each waits for an answer
     */
    Crowd(List<URI> gateways, Duration rest, Duration patience) {
        this.gateways = List.copyOf(gateways);
        this.rest = rest;
        this.patience = patience;
    }

    void add(Chatter.Place place) {
        chatters.add(new Chatter(this, place, checker.witness(new UserId(place.user()), new DeviceId(place.device()))));
    }

    void start() {
        for (Chatter chatter : chatters) {
            Thread thread = new Thread(chatter, chatter.name());
            threads.add(thread);
            thread.start();
        }
    }

    HistoryChecker checker() {
        return checker;
    }

    /** From now on waits are counted. */
    void mark() {
        phase = Phase.TALK;
        long now = System.nanoTime();
        marked = now;
        chatters.forEach(chatter -> chatter.waits().begin(now));
        losses.clear();
        refusals.clear();
        connections.clear();
    }

    /** What went wrong for clients since the mark: connections that broke or could not be made, answers that did not come, refusals. */
    Map<String, Long> troubles() {
        Map<String, Long> troubles = new TreeMap<>(losses);
        refusals.forEach((code, count) -> troubles.put("refused " + code, count));
        return troubles;
    }

    /** How many connections were made since the mark. */
    int connections() {
        return connections.size();
    }

    /** How many connections were made within a second at most, since the mark. */
    int peakOfConnections() {
        long[] times = connections.stream().mapToLong(Long::longValue).sorted().toArray();
        int peak = 0;
        int first = 0;
        for (int i = 0; i < times.length; i++) {
            while (times[i] - times[first] >= TimeUnit.SECONDS.toNanos(1)) {
                first++;
            }
            peak = Math.max(peak, i - first + 1);
        }
        return peak;
    }

    /** Waits until every client is served again, wherever it writes to. */
    void awaitServed() {
        await("every client is served")
                .atMost(SERVED)
                .pollInterval(LOOK)
                .failFast(() -> assertThat(failures).isEmpty())
                .untilAsserted(() -> assertThat(chatters.stream()
                                .filter(chatter -> !chatter.waits().served())
                                .map(Chatter::name))
                        .isEmpty());
    }

    /** Lets clients talk for a while. */
    void awaitOthers(Duration time) throws InterruptedException {
        assertThat(ended.await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        assertThat(failures).isEmpty();
    }

    /** Tells how long clients waited since the mark. */
    String waits() {
        long first = chatters.stream()
                .mapToLong(chatter -> chatter.waits().first())
                .min()
                .orElse(0);
        long[] longest = chatters.stream()
                .mapToLong(chatter -> chatter.waits().longest())
                .sorted()
                .toArray();
        return String.format(
                "next sent after %.2f s; without sent: median %.2f s, at most %.2f s; connections lost %s, refused %s",
                first / 1e9, longest[longest.length / 2] / 1e9, longest[longest.length - 1] / 1e9, losses, refusals);
    }

    /** Waits until the registry holds the devices of those who talk and no others; tells how long since the mark that took. */
    String awaitPresence(Registries registry) {
        Set<String> expected = chatters.stream().map(Chatter::name).collect(Collectors.toSet());
        await("presence")
                .atMost(PRESENT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(failure -> failure.getCause() instanceof ImException)
                .untilAsserted(() -> assertThat(registry.sessions(users()).stream()
                                .map(session -> session.user() + "." + session.device()))
                        .containsExactlyInAnyOrderElementsOf(expected));
        return String.format("%.1f s", (System.nanoTime() - marked) / 1e9);
    }

    /** Lets all fall silent and catch up, judges what they were told by what the store holds, and lets them talk again. */
    Report judge(StoreReading store, Registries registry) {
        enter(Phase.HOLD, SERVED);
        enter(Phase.CATCH_UP, CAUGHT_UP);
        checker.sessionsHeld(registry.sessions(users()));
        store.into(checker);
        Report report = checker.check();
        assertThat(failures).isEmpty();
        report.assertClean();
        assertThat(epochs).as("lives of the store").hasSize(1);
        enter(Phase.TALK, SERVED);
        return report;
    }

    @Override
    public void close() throws InterruptedException {
        phase = Phase.END;
        ended.countDown();
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(30).toMillis());
        }
    }

    Phase phase() {
        return phase;
    }

    /**
     * Rests between two turns.
     *
     * @param until at this moment of the monotonic clock at the latest; 0 for as long as usual
     */
    void rest(long until) {
        long usual = rest.toNanos();
        long nanos = until == 0 ? usual : Math.max(0, Math.min(usual, until - System.nanoTime()));
        try {
            if (ended.await(nanos, TimeUnit.NANOSECONDS)) {
                phase = Phase.END;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    URI gateway(int number) {
        return gateways.get(Math.floorMod(number, gateways.size()));
    }

    Duration patience() {
        return patience;
    }

    void connected() {
        connections.add(System.nanoTime());
    }

    HttpClient http() {
        return http;
    }

    String token(UserId user) {
        return tokens.issue(user).value();
    }

    /** With whom a user talks alone. */
    String peer(String user) {
        return chatters.stream()
                .map(Chatter::place)
                .filter(place -> place.user().equals(user))
                .map(Chatter.Place::peer)
                .findFirst()
                .orElseThrow();
    }

    /** On which devices a user is. */
    List<String> devices(String user) {
        return chatters.stream()
                .map(Chatter::place)
                .filter(place -> place.user().equals(user))
                .map(Chatter.Place::device)
                .sorted()
                .toList();
    }

    void failed(String who, Throwable why) {
        failures.add(who + ": " + why);
    }

    void refused(ErrorCode code) {
        refusals.merge(code, 1L, Long::sum);
    }

    void lost(String what) {
        losses.merge(what, 1L, Long::sum);
    }

    void epoch(String told) {
        epochs.add(told);
    }

    void presenceWrong(String what) {
        presence = what;
    }

    private void enter(Phase next, Duration patience) {
        phase = next;
        await("all reach " + next)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> assertThat(failures).isEmpty())
                .untilAsserted(
                        () -> assertThat(late(next)).as("late; %s", presence).isEmpty());
    }

    private Set<UserId> users() {
        return chatters.stream()
                .map(chatter -> new UserId(chatter.place().user()))
                .collect(Collectors.toSet());
    }

    private List<String> late(Phase next) {
        return chatters.stream()
                .filter(chatter -> chatter.reached() != next)
                .map(Chatter::name)
                .toList();
    }
}
