package io.keel.im.transport.grpc;

import static io.keel.im.transport.grpc.FailureTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.memory.MemoryServiceRegistry;
import io.keel.im.spi.EpochStore;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls go to the instances that the registry shows. */
class RegistryResolverTest {

    @TempDir
    Path folder;

    private final MemoryServiceRegistry registry = new MemoryServiceRegistry();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }

    @Test
    void instancesAreAskedInTurn() throws Exception {
        register(start("a", Link.SECRET), "a");
        register(start("b", Link.SECRET), "b");
        register(start("c", Link.SECRET), "c");
        EpochStore store = caller(Link.SECRET, Duration.ofSeconds(3));
        await().until(() -> answers(store, 3).size() == 3);

        assertThat(answers(store, 3)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void newInstanceIsAskedAtOnceAndOneThatIsGoneNoMore() throws Exception {
        Registration first = register(start("a", Link.SECRET), "a");
        EpochStore store = caller(Link.SECRET, Duration.ofSeconds(3));
        assertThat(answers(store, 4)).containsOnly("a");

        register(start("b", Link.SECRET), "b");
        await().atMost(Duration.ofSeconds(1)).until(() -> answers(store, 2).contains("b"));

        first.close();
        await().atMost(Duration.ofSeconds(1)).until(() -> answers(store, 4).equals(Set.of("b")));
        assertThat(answers(store, 20)).containsOnly("b");
    }

    @Test
    void callWaitsForTheFirstInstance() throws Exception {
        EpochStore store = caller(Link.SECRET, Duration.ofSeconds(10));
        CompletionStage<String> early = store.epoch();
        assertThat(early.toCompletableFuture()).isNotDone();

        register(start("a", Link.SECRET), "a");

        assertThat(early.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void callWithoutAnyInstanceIsUnavailableAtTheDeadline() throws Exception {
        EpochStore store = caller(Link.SECRET, Duration.ofMillis(200));

        assertThat(failure(store.epoch()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void instanceThatDiedIsPassedOverBeforeItsLeaseEnds() throws Exception {
        GrpcServer dying = start("a", Link.SECRET);
        register(dying, "a");
        register(start("b", Link.SECRET), "b");
        EpochStore store = caller(Link.SECRET, Duration.ofSeconds(3));
        await().until(() -> answers(store, 2).size() == 2);

        dying.close();

        await().until(() -> answers(store, 4).equals(Set.of("b")));
    }

    @Test
    void addressThatIsNoneLeavesTheOthersAlone() throws Exception {
        registry.register(new ServiceInstance("logic", "odd", "no address", Map.of()));
        registry.register(new ServiceInstance("logic", "far", "127.0.0.1:99999", Map.of()));
        registry.register(new ServiceInstance("other", "x", "127.0.0.1:1", Map.of()));
        register(start("a", Link.SECRET), "a");

        assertThat(answers(caller(Link.SECRET, Duration.ofSeconds(3)), 3)).containsOnly("a");
    }

    @Test
    void certificateIsCheckedAgainstTheInstancesOwnHost() throws Exception {
        Certificates own = Certificates.make(folder, "own");
        GrpcSecurity mutual =
                GrpcSecurity.none().withIdentity(own.certificate(), own.key()).withAuthorities(own.certificate());
        register(start("a", mutual), "a");

        assertThat(answers(caller(mutual, Duration.ofSeconds(3)), 1)).containsOnly("a");
    }

    private GrpcServer start(String answer, GrpcSecurity security) {
        GrpcServer server = GrpcServer.builder(0)
                .host("127.0.0.1")
                .security(security)
                .export((EpochStore) () -> CompletableFuture.completedFuture(answer))
                .build()
                .start();
        opened.add(server);
        return server;
    }

    private Registration register(GrpcServer server, String id) throws Exception {
        return registry.register(new ServiceInstance("logic", id, "127.0.0.1:" + server.port(), Map.of()))
                .toCompletableFuture()
                .get(1, TimeUnit.SECONDS);
    }

    private EpochStore caller(GrpcSecurity security, Duration deadline) {
        GrpcPeer peer = GrpcPeer.builder(registry, "logic")
                .security(security)
                .deadline(deadline)
                .build();
        opened.add(0, peer);
        return new GrpcEpochStore(peer);
    }

    private static Set<String> answers(EpochStore store, int calls) throws Exception {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            answers.add(store.epoch().toCompletableFuture().get(10, TimeUnit.SECONDS));
        }
        return answers;
    }
}
