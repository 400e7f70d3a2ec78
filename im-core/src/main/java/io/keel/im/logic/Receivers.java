package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.SessionRegistry.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The users to whose inboxes the entries of a batch were written, one list behind the other, so that one question tells where all of
 * them are. Used by one thread at a time.
 */
final class Receivers {

    private final List<UserId> users;

    /** Messages of a conversation that come together have the same. */
    private @Nullable List<UserId> last;

    private int lastOffset;

    /** Makes an empty one for so many entries. */
    Receivers(int entries) {
        // Most have two: a direct conversation's.
        users = new ArrayList<>(2 * entries);
    }

    /** Adds the receivers of one entry; returns where they begin. */
    int add(List<UserId> inboxes) {
        if (!inboxes.equals(last)) {
            last = inboxes;
            lastOffset = users.size();
            users.addAll(inboxes);
        }
        return lastOffset;
    }

    boolean isEmpty() {
        return users.isEmpty();
    }

    /** Asks where they are. */
    CompletionStage<Whereabouts> locate(SessionRegistry sessions) {
        return sessions.locate(users).thenApply(Whereabouts::new);
    }

    /** Where they are. Entries are asked for in the order in which their receivers were added. */
    static final class Whereabouts {

        /** Of nobody. */
        static final Whereabouts UNKNOWN = new Whereabouts(Pushes.NOWHERE);

        private final GatewayId[] gateways;

        /** Of each gateway the indexes of who is there, ascending. */
        private final int[][] present;

        /** Of each gateway the first index that an entry may still ask for. */
        private final int[] cursors;

        Whereabouts(Located located) {
            this.gateways = located.gateways().toArray(GatewayId[]::new);
            this.present = new int[gateways.length][];
            this.cursors = new int[gateways.length];
            for (int i = 0; i < gateways.length; i++) {
                present[i] = located.at(gateways[i]);
            }
        }

        /** Addresses a push, whose users begin at {@code offset}, to the gateways that have any of them. */
        void push(Downlink.ToUsers push, int offset, Outbox outbox) {
            for (int i = 0; i < gateways.length; i++) {
                int[] here = present[i];
                int from = cursors[i];
                while (from < here.length && here[from] < offset) {
                    from++;
                }
                cursors[i] = from;
                int to = from;
                while (to < here.length && here[to] < offset + push.users().size()) {
                    to++;
                }
                if (to - from == push.users().size()) {
                    outbox.add(gateways[i], push);
                } else if (to > from) {
                    outbox.add(gateways[i], Pushes.only(push, here, from, to, offset));
                }
            }
        }
    }
}
