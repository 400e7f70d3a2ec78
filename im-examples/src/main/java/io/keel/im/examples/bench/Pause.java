package io.keel.im.examples.bench;

import java.io.IOException;

/** Waits for what no event tells. */
public final class Pause {

    private Pause() {}

    public static void millis(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
