package io.keel.im.examples.role;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A process that ends as roles do: at once, or never by itself. */
final class EndingProcess {

    private EndingProcess() {}

    /** Takes whether it ever finishes, and its deadline in milliseconds. */
    public static void main(String[] arguments) throws InterruptedException {
        boolean finishes = Boolean.parseBoolean(arguments[0]);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch ended = Ending.prepare(
                () -> {
                    System.out.println("finishing");
                    while (!finishes) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                },
                Duration.ofMillis(Long.parseLong(arguments[1])));
        System.out.println("ready");
        ended.await();
    }
}
