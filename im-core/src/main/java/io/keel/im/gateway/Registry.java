package io.keel.im.gateway;

import io.keel.im.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The authenticated connections of one gateway, by id and by user. Safe for use by several threads. */
final class Registry {

    private static final Connection[] NONE = {};

    private final Map<Long, Connection> byId = new ConcurrentHashMap<>();
    private final Map<UserId, Connection[]> byUser = new ConcurrentHashMap<>();

    void add(Connection connection) {
        byId.put(spread(connection.id()), connection);
        byUser.merge(connection.user(), new Connection[] {connection}, Registry::joined);
    }

    void remove(Connection connection) {
        byId.remove(spread(connection.id()));
        byUser.computeIfPresent(connection.user(), (user, all) -> without(all, connection));
    }

    @Nullable
    Connection find(long id) {
        return byId.get(spread(id));
    }

    /** The user's connections; the array is shared, do not change it. */
    Connection[] of(UserId user) {
        Connection[] all = byUser.get(user);
        return all == null ? NONE : all;
    }

    Collection<Connection> all() {
        return byId.values();
    }

    /** Ids that were made together differ in few bits, which a hash of theirs would not tell apart. One to one, being by an odd number. */
    private static long spread(long id) {
        return id * 0x9E3779B97F4A7C15L;
    }

    private static Connection[] joined(Connection[] some, Connection[] more) {
        Connection[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private static Connection @Nullable [] without(Connection[] all, Connection gone) {
        Connection[] rest =
                Arrays.stream(all).filter(connection -> connection != gone).toArray(Connection[]::new);
        return rest.length == 0 ? null : rest;
    }
}
