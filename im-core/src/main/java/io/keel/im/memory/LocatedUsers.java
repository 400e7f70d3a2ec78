package io.keel.im.memory;

import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry.Located;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Gathers indexes by gateway: an array of them per gateway, nothing per user. Not safe for use by several threads. */
final class LocatedUsers implements Located {

    private static final int[] NONE = {};

    private final int asked;

    /** Side by side with {@link #indexes}: there are few, and most users share one, so that no table is worth its while. */
    private final List<GatewayId> gateways = new ArrayList<>(2);

    private final List<Indexes> indexes = new ArrayList<>(2);

    /** Where the gateway stands that was added to last. */
    private int last;

    LocatedUsers(int asked) {
        this.asked = asked;
    }

    /** Adds an index that is not smaller than any added before; the same one twice counts once. */
    void add(GatewayId gateway, int index) {
        if (gateways.isEmpty() || !gateways.get(last).equals(gateway)) {
            last = gateways.indexOf(gateway);
            if (last < 0) {
                last = gateways.size();
                gateways.add(gateway);
                indexes.add(new Indexes(last == 0 ? asked : 8));
            }
        }
        indexes.get(last).add(index);
    }

    /** Leaves gateways out; nothing is added after that. */
    void passOver(Predicate<GatewayId> absent) {
        for (int i = gateways.size() - 1; i >= 0; i--) {
            if (absent.test(gateways.get(i))) {
                gateways.remove(i);
                indexes.remove(i);
            }
        }
    }

    @Override
    public List<GatewayId> gateways() {
        return gateways;
    }

    @Override
    public int[] at(GatewayId gateway) {
        int at = gateways.indexOf(gateway);
        return at < 0 ? NONE : indexes.get(at).toArray();
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
