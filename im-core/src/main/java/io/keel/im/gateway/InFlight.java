package io.keel.im.gateway;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unanswered requests of one connection, oldest first. Used on the connection's lane.
 *
 * <p>Answers come nearly in the order of the requests, so that the one looked for is nearly always the oldest: two arrays used as a
 * ring, with holes where requests were answered out of turn, find it without a table or an object per key.
 */
final class InFlight {

    /** Little: most clients ask one thing at a time. */
    private static final int FIRST = 1;

    /** Of those that ask nothing, which are many. */
    private static final long[] NO_NUMBERS = {};

    private static final @Nullable Waiting[] NONE_WAITING = {};

    /** The numbers; 0 at holes. Its length is a power of two, or 0 before the first. */
    private long[] numbers = NO_NUMBERS;

    private @Nullable Waiting[] waiting = NONE_WAITING;

    /** Where the oldest stands, counted from the beginning of time; it is no hole unless there is nothing. */
    private int head;

    /** Where the next will stand. */
    private int tail;

    private final LaneLoad load;
    private int size;
    private long queries;

    /**
     * Makes it, with nothing in it.
     *
     * @param load counts the requests of all connections of the lane
     */
    InFlight(LaneLoad load) {
        this.load = load;
    }

    /**
     * A request that waits for its answer.
     *
     * @param id the client's own name for it; null when it wants no answer
     * @param since when it came, nanoseconds of the monotonic clock
     */
    record Waiting(@Nullable String id, long since) {}

    int size() {
        return size;
    }

    /** How many it has room for before it makes more. */
    int room() {
        return numbers.length;
    }

    /** Notes a command, by its own id, which is positive. */
    void open(long submission, @Nullable String id, long now) {
        if (tail - head == numbers.length) {
            makeRoom();
        }
        int slot = slot(tail++);
        numbers[slot] = submission;
        waiting[slot] = new Waiting(id, now);
        size++;
        load.opened();
    }

    /** Notes anything else; returns the number by which to close it. */
    long open(@Nullable String id, long now) {
        long number = --queries;
        open(number, id, now);
        return number;
    }

    /** Takes out what is answered; null when it has been given up before. */
    @Nullable
    Waiting close(long number) {
        for (int at = head; at != tail; at++) {
            if (numbers[slot(at)] == number) {
                return take(at);
            }
        }
        return null;
    }

    /** Takes out what has waited since before {@code then}. */
    List<Waiting> expire(long then) {
        List<Waiting> expired = new ArrayList<>();
        while (head != tail) {
            Waiting oldest = waiting[slot(head)];
            if (oldest == null || oldest.since() - then > 0) {
                break;
            }
            expired.add(oldest);
            take(head);
        }
        return expired;
    }

    /** Gives up everything: nobody is there to be answered. */
    void clear() {
        load.closed(size);
        numbers = NO_NUMBERS;
        waiting = NONE_WAITING;
        head = 0;
        tail = 0;
        size = 0;
    }

    private @Nullable Waiting take(int at) {
        int slot = slot(at);
        Waiting taken = waiting[slot];
        numbers[slot] = 0;
        waiting[slot] = null;
        size--;
        load.closed(1);
        while (head != tail && waiting[slot(head)] == null) {
            head++;
        }
        return taken;
    }

    /** Closes the holes, and doubles the room if they are not half of it: a request that waits long costs no more than that. */
    private void makeRoom() {
        int length = Math.max(FIRST, size <= numbers.length / 2 ? numbers.length : numbers.length * 2);
        long[] newNumbers = new long[length];
        @Nullable Waiting[] newWaiting = new Waiting[length];
        int count = 0;
        for (int at = head; at != tail; at++) {
            Waiting each = waiting[slot(at)];
            if (each != null) {
                newNumbers[count] = numbers[slot(at)];
                newWaiting[count++] = each;
            }
        }
        numbers = newNumbers;
        waiting = newWaiting;
        head = 0;
        tail = count;
    }

    private int slot(int at) {
        return at & (numbers.length - 1);
    }
}
