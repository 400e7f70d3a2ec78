package io.keel.im.examples.role;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * How a process ends. The first signal, or whatever else has the JVM exit, lets it finish what it has; a second one ends it as it
 * stands, and so does the deadline.
 */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    /** The exit code of a process that was ended by a signal is this and the signal's number. */
    private static final int SIGNALLED = 128;

    private static final int LATE = 1;

    private Ending() {}

    /**
     * Prepares it.
     *
     * @param finish ends all that runs, and may take its time
     * @param deadline how long it may take
     * @return falls to zero when all has ended
     */
    static CountDownLatch prepare(Runnable finish, Duration deadline) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    endAtOnceOn("TERM");
                    endAtOnceOn("INT");
                    watch(ended, deadline);
                    try {
                        finish.run();
                    } finally {
                        ended.countDown();
                    }
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return ended;
    }

    private static void endAtOnceOn(String name) {
        Signal.handle(new Signal(name), again -> {
            LOG.warn("told to end a second time: ends as it stands");
            Runtime.getRuntime().halt(SIGNALLED + again.getNumber());
        });
    }

    private static void watch(CountDownLatch ended, Duration deadline) {
        Thread watch = new Thread(
                () -> {
                    try {
                        if (!ended.await(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                            LOG.warn("has not finished within {} s: ends as it stands", deadline.toSeconds());
                            Runtime.getRuntime().halt(LATE);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "deadline");
        watch.setDaemon(true);
        watch.start();
    }
}
