package io.keel.im.examples.bench;

import java.io.IOException;
import java.util.Arrays;

/** Runs another main class and ends with its standard input, so that the child dies with who started it. */
public final class Tethered {

    private Tethered() {}

    /**
     * Runs the main class named by the first argument with the others.
     *
     * @param args the class name, then its arguments
     * @throws ReflectiveOperationException when there is no such class, or its main threw
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread tether = new Thread(Tethered::readToEnd, "tether");
        tether.setDaemon(true);
        tether.start();
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void readToEnd() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // The input is gone, which says the same as its end.
        }
        Runtime.getRuntime().halt(0);
    }
}
