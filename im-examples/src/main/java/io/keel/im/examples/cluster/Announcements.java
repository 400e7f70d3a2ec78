package io.keel.im.examples.cluster;

import java.io.PrintWriter;
import java.util.Locale;

/** Tells the user what happens, a line each. Safe for use by several threads. */
final class Announcements {

    private final PrintWriter out;
    private final long start = System.nanoTime();

    Announcements(PrintWriter out) {
        this.out = out;
    }

    /** Says what happened to something that has a name. */
    synchronized void say(String name, String what) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println(String.format(Locale.ROOT, "[%5.1f s] %-13s %s", seconds, name, what));
        out.flush();
    }

    /** Says something as it is. */
    synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}
