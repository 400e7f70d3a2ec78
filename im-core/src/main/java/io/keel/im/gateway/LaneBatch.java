package io.keel.im.gateway;

import io.keel.im.command.Answer;
import io.keel.im.spi.Payload;
import io.keel.im.spi.Telemetry;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one lane has to write, in order: three parallel arrays, so that a receiver costs no object. Filled by one thread, then run on
 * the lane.
 */
final class LaneBatch implements Runnable {

    private static final int INITIAL = 4;

    private final LaneState lane;
    private final Telemetry telemetry;
    private final Wakefulness wakefulness;
    private @Nullable Connection[] connections;
    private Object[] what;
    private long[] numbers;
    private int size;

    /**
     * Makes an empty batch.
     *
     * @param wakefulness what waited for the lane while the process slept is written no more
     * @param expected about how much will be added
     */
    LaneBatch(LaneState lane, Telemetry telemetry, Wakefulness wakefulness, int expected) {
        this.lane = lane;
        this.telemetry = telemetry;
        this.wakefulness = wakefulness;
        int room = Math.max(INITIAL, expected);
        this.connections = new Connection[room];
        this.what = new Object[room];
        this.numbers = new long[room];
    }

    LaneState lane() {
        return lane;
    }

    int size() {
        return size;
    }

    void push(Connection connection, Payload payload, long inboxSeq) {
        add(connection, payload, inboxSeq);
    }

    void answer(Connection connection, long submission, Answer answer) {
        add(connection, answer, submission);
    }

    /** Adds something else to do on the lane; it returns how many frames it pushed. */
    void act(IntSupplier action) {
        add(null, action, 0);
    }

    private void add(@Nullable Connection connection, Object object, long number) {
        if (size == what.length) {
            connections = Arrays.copyOf(connections, size * 2);
            what = Arrays.copyOf(what, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        connections[size] = connection;
        what[size] = object;
        numbers[size++] = number;
    }

    @Override
    public void run() {
        if (wakefulness.slept()) {
            lane.ran(size);
            return;
        }
        int pushed = 0;
        int answered = 0;
        long longest = 0;
        long now = lane.time();
        for (int i = 0; i < size; i++) {
            Connection connection = connections[i];
            Object object = what[i];
            if (connection == null) {
                pushed += ((IntSupplier) object).getAsInt();
            } else if (object instanceof Payload payload) {
                connection.push(payload, numbers[i]);
                pushed++;
            } else {
                long waited = connection.replies().answered(numbers[i], (Answer) object, now);
                if (waited >= 0) {
                    answered++;
                    longest = Math.max(longest, waited);
                }
            }
        }
        lane.ran(size);
        if (pushed > 0) {
            telemetry.pushed(pushed);
        }
        if (answered > 0) {
            telemetry.answered(answered, longest);
        }
    }
}
