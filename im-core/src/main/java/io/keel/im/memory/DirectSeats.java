package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.UserConversationStore.Readers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two sides of a direct conversation, in byte order; one and the same when a user writes to itself. */
record DirectSeats(Seat low, Seat high) {

    static DirectSeats of(ConversationId id, MemoryTables tables) {
        // d:{low}:{high}; a name holds no colon.
        UserId first = new UserId(id.value().substring(2, id.value().indexOf(':', 2)));
        Seat low = new Seat(tables.user(first), null);
        UserId second = id.peerOf(first);
        return new DirectSeats(low, second.equals(first) ? low : new Seat(tables.user(second), null));
    }

    @Nullable
    Seat find(UserId user) {
        if (low.user().id().equals(user)) {
            return low;
        }
        return high.user().id().equals(user) ? high : null;
    }

    /** Returns the other side; the same one when a user writes to itself. */
    Seat peerOf(Seat seat) {
        return seat == low ? high : low;
    }

    /** The two users; one when a user writes to itself. */
    MemoryUser[] users() {
        return low == high ? new MemoryUser[] {low.user()} : new MemoryUser[] {low.user(), high.user()};
    }

    /** Counts and names those who have read {@code seq}. */
    Readers readers(long seq, @Nullable UserId except, int limit) {
        int total = 0;
        List<UserId> read = new ArrayList<>(2);
        for (Seat seat : low == high ? List.of(low) : List.of(low, high)) {
            UserId user = seat.user().id();
            if (!user.equals(except)) {
                total++;
                if (seat.hasRead(seq)) {
                    read.add(user);
                }
            }
        }
        return new Readers(read.size(), total, List.copyOf(read.subList(0, Math.min(limit, read.size()))));
    }
}
