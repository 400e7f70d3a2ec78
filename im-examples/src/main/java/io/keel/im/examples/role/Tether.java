package io.keel.im.examples.role;

import java.io.IOException;

/** Ends a process with who started it: it reads its standard input to the end. */
final class Tether {

    /** Set by who starts a process that is not to outlive it. */
    static final String VARIABLE = "IM_TETHERED";

    private Tether() {}

    static void bind() {
        if (System.getenv(VARIABLE) != null) {
            Thread thread = new Thread(Tether::readToEnd, "tether");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void readToEnd() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // The input is gone, which says the same as its end.
        }
        System.exit(0);
    }
}
