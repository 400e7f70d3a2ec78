package io.keel.im.memory;

import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry.Located;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Gathers indexes by gateway: an array of them per gateway, nothing per user. Not safe for use by several threads. */
final class LocatedUsers implements Located {

    private static final int[] NONE = {};

    private final int asked;
    private final Map<GatewayId, Indexes> byGateway = new LinkedHashMap<>(4);

    /** The gateway added last: most users share one. */
    private @Nullable GatewayId lastGateway;

    private @Nullable Indexes last;

    LocatedUsers(int asked) {
        this.asked = asked;
    }

    /** Adds an index that is not smaller than any added before; the same one twice counts once. */
    void add(GatewayId gateway, int index) {
        Indexes indexes = last;
        if (indexes == null || !gateway.equals(lastGateway)) {
            indexes = byGateway.computeIfAbsent(gateway, key -> new Indexes(byGateway.isEmpty() ? asked : 8));
            last = indexes;
            lastGateway = gateway;
        }
        indexes.add(index);
    }

    /** Leaves gateways out. */
    void passOver(Predicate<GatewayId> gateways) {
        byGateway.keySet().removeIf(gateways);
    }

    @Override
    public Collection<GatewayId> gateways() {
        return byGateway.keySet();
    }

    @Override
    public int[] at(GatewayId gateway) {
        Indexes indexes = byGateway.get(gateway);
        return indexes == null ? NONE : indexes.toArray();
    }

    private static final class Indexes {

        private int[] values;
        private int size;

        Indexes(int capacity) {
            this.values = new int[capacity];
        }

        void add(int index) {
            if (size > 0 && values[size - 1] == index) {
                return;
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = index;
        }

        int[] toArray() {
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }
}
