package io.keel.im.registry.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.kv.GetResponse;
import io.keel.im.testkit.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Fresh state on an engine: a namespace of its own, connections to it, and a hand that works behind their backs. */
final class Etcd implements AutoCloseable {

    private final Engine engine;
    private final String namespace = "/" + UUID.randomUUID();
    private final List<EtcdConnection> connections = new ArrayList<>();
    private final Client hand;

    Etcd(Engine engine) {
        this.engine = engine;
        this.hand = Client.builder()
                .endpoints(Arrays.stream(engine.address().split(",", -1))
                        .map(java.net.URI::create)
                        .toList())
                .namespace(bytes(namespace))
                .build();
    }

    /** Opens a connection as a process of its own has it. */
    EtcdConnection process() {
        return process(settings());
    }

    EtcdConnection process(EtcdConnection.Builder settings) {
        EtcdConnection connection = settings.open();
        connections.add(connection);
        return connection;
    }

    EtcdConnection.Builder settings() {
        return EtcdConnection.builder(engine.address()).namespace(namespace).renewal(Duration.ofMillis(500));
    }

    /** Revokes the lease that a key hangs on, as the engine does when it has run out. */
    void revokeLeaseOf(String key) {
        long lease = get(key).getKvs().get(0).getLease();
        await(hand.getLeaseClient().revoke(lease));
    }

    GetResponse get(String key) {
        return await(hand.getKVClient().get(bytes(key)));
    }

    void put(String key, String value) {
        await(hand.getKVClient().put(bytes(key), bytes(value)));
    }

    void delete(String key) {
        await(hand.getKVClient().delete(bytes(key)));
    }

    /** Forgets all history before now. */
    void compact() {
        long now = get("/").getHeader().getRevision();
        await(hand.getKVClient().compact(now));
    }

    @Override
    public void close() {
        connections.forEach(EtcdConnection::close);
        hand.close();
    }

    private static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }
}
