package io.keel.im.store.redis;

import io.keel.im.testkit.engine.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** Fresh state on an engine: a namespace of its own, connections to it, and a hand that works behind their backs. */
final class Redis implements AutoCloseable {

    private final Engine engine;
    private final String namespace = UUID.randomUUID() + ":";
    private final List<RedisConnection> connections = new ArrayList<>();
    private final RedisClient hand;

    Redis(Engine engine) {
        this.engine = engine;
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        // The engine may have been killed meanwhile.
        pool.setTestOnBorrow(true);
        this.hand =
                RedisClient.builder().fromURI(engine.address()).poolConfig(pool).build();
    }

    /** Opens a connection as a process of its own has it. */
    RedisConnection process() {
        return process(settings());
    }

    RedisConnection process(RedisConnection.Builder settings) {
        RedisConnection connection = settings.open();
        connections.add(connection);
        return connection;
    }

    RedisConnection.Builder settings() {
        return RedisConnection.builder(engine.address()).namespace(namespace).renewal(Duration.ofMillis(300));
    }

    RedisClient hand() {
        return hand;
    }

    String key(String name) {
        return namespace + name;
    }

    void delete(String key) {
        hand.del(key(key));
    }

    Set<String> keys() {
        return hand.keys(namespace + "*");
    }

    /** Forgets all of this namespace, as a flush forgets all. */
    void forget() {
        Set<String> keys = keys();
        if (!keys.isEmpty()) {
            hand.del(keys.toArray(String[]::new));
        }
    }

    /** Writes a dump of all there is, which the engine loads at its next start. */
    void save() {
        hand.sendCommand(Protocol.Command.SAVE);
    }

    /** What stands in plain keys now. */
    Map<String, String> dump() {
        Map<String, String> dump = new HashMap<>();
        keys().forEach(key -> dump.put(key, hand.get(key)));
        return dump;
    }

    void restore(Map<String, String> dump) {
        forget();
        dump.forEach(hand::set);
    }

    @Override
    public void close() {
        connections.forEach(RedisConnection::close);
        try {
            forget();
        } finally {
            hand.close();
        }
    }
}
