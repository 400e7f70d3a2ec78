package io.keel.im.testkit.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws faults with given chances, which together are at most 1; what is left passes. Set the chances before the first call; after
 * that any thread may ask.
 */
public final class RandomPlan implements FaultPlan {
    private final Random random;
    private final List<Chance> chances = new ArrayList<>();
    private double sum;

    private record Chance(double share, Fault fault) {}

    RandomPlan(long seed) {
        this.random = new Random(seed);
    }

    /** Fails that share of the calls before they did anything. */
    public RandomPlan failing(double share) {
        return with(share, Fault.fail());
    }

    /** Fails that share of the calls after they did everything. */
    public RandomPlan failingAfterwards(double share) {
        return with(share, Fault.failAfterwards());
    }

    /** Delays that share of the calls. */
    public RandomPlan delaying(double share, Duration time) {
        return with(share, Fault.delay(time));
    }

    /** Makes that share of the calls twice. */
    public RandomPlan repeating(double share) {
        return with(share, Fault.repeat());
    }

    /** Loses that share of the calls. */
    public RandomPlan dropping(double share) {
        return with(share, Fault.drop());
    }

    @Override
    public Fault next(String method) {
        double drawn;
        synchronized (random) {
            drawn = random.nextDouble();
        }
        for (Chance chance : chances) {
            drawn -= chance.share;
            if (drawn < 0) {
                return chance.fault;
            }
        }
        return Fault.pass();
    }

    private RandomPlan with(double share, Fault fault) {
        if (share < 0 || sum + share > 1) {
            throw new IllegalArgumentException("share: " + share + " (expected: 0 to " + (1 - sum) + ")");
        }
        sum += share;
        chances.add(new Chance(share, fault));
        return this;
    }
}
