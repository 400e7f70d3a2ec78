package io.keel.im.job;

import io.keel.im.spi.Locks;
import io.keel.im.spi.MessageArchive;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The duty of archiving what has become old. */
public final class Archiving implements Duty {

    private static final Logger LOG = LoggerFactory.getLogger(Archiving.class);

    private final MessageArchive archive;
    private final Supplier<Duration> age;
    private final InstantSource clock;

    private Archiving(MessageArchive archive, Supplier<Duration> age, InstantSource clock) {
        this.archive = archive;
        this.age = age;
        this.clock = clock;
    }

    /**
     * Makes the duty.
     *
     * @param age how old messages become where they are
     */
    public static Archiving of(MessageArchive archive, Duration age, InstantSource clock) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("age: " + age + " (expected: 0 or more)");
        }
        return of(archive, () -> age, clock);
    }

    /**
     * Makes the duty with an age that may change.
     *
     * @param age how old messages become where they are; asked for at each turn
     */
    public static Archiving of(MessageArchive archive, Supplier<Duration> age, InstantSource clock) {
        return new Archiving(archive, age, clock);
    }

    @Override
    public CompletionStage<Void> run(Locks.Lease lease) {
        return archive.archive(clock.instant().minus(age.get()), lease::held).thenAccept(messages -> {
            if (messages > 0) {
                LOG.info("archived {} messages", messages);
            }
        });
    }
}
