package io.keel.im.examples.admin;

import io.keel.im.examples.UsageException;
import io.keel.im.examples.host.Checks;
import io.keel.im.examples.role.EngineAddresses;
import io.keel.im.registry.etcd.EtcdConfigSource;
import io.keel.im.registry.etcd.EtcdConnection;
import io.keel.im.registry.etcd.EtcdServiceRegistry;
import io.keel.im.spi.ConfigSource;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.store.mysql.MysqlAdmin;
import io.keel.im.store.redis.RedisConnection;
import io.keel.im.store.redis.RedisSessions;
import io.keel.im.transport.kafka.BusLag;
import io.keel.im.transport.kafka.DeadLetterTopic;
import io.keel.im.transport.kafka.KafkaBus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;

/** The engines that a command asks: each is connected to when it is asked for, and needs an address only then. */
final class AdminEngines implements AutoCloseable {

    private final EngineAddresses addresses;
    private final Checks checks;
    /** What was opened, the last first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    AdminEngines(EngineAddresses addresses, Checks checks) {
        this.addresses = addresses;
        this.checks = checks;
    }

    EtcdConnection etcd() {
        return open("--etcd", addresses::etcd, EtcdConnection::open);
    }

    ServiceRegistry services(EtcdConnection etcd) {
        return opened(EtcdServiceRegistry.over(etcd));
    }

    ConfigSource configuration(EtcdConnection etcd) {
        return opened(EtcdConfigSource.over(etcd));
    }

    SessionRegistry sessions() {
        return RedisSessions.over(open("--redis", addresses::redis, RedisConnection::open));
    }

    MysqlAdmin mysql() {
        return open("--mysql", addresses::mysql, MysqlAdmin::open);
    }

    BusLag lag() {
        return open("--kafka", addresses::kafka, BusLag::open);
    }

    DeadLetterTopic deadLetters() {
        return open("--kafka", addresses::kafka, DeadLetterTopic::open);
    }

    KafkaBus bus() {
        return open("--kafka", addresses::kafka, KafkaBus::open);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // What was asked is answered; the process ends in a moment.
            }
        }
    }

    private <T extends AutoCloseable> T opened(T engine) {
        opened.push(engine);
        return engine;
    }

    /** An address that is missing or malformed is a matter of the command line; it may hold a password, so it is not told. */
    private <T extends AutoCloseable> T open(String option, Supplier<String> address, Function<String, T> opening) {
        try {
            return opened(opening.apply(address.get()));
        } catch (UsageException missing) {
            throw checks.wrong(String.valueOf(missing.getMessage()));
        } catch (IllegalArgumentException malformed) {
            throw checks.wrong(option + ": malformed");
        }
    }
}
