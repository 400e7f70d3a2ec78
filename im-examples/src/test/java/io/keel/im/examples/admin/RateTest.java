package io.keel.im.examples.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateTest {

    private final Rate rate = new Rate();

    @Test
    void growthOfAllTogetherCountsBySecond() {
        assertThat(next(Map.of("a", 100.0, "b", 5.0), 0)).isZero();
        assertThat(next(Map.of("a", 110.0, "b", 6.0), 2)).isEqualTo(5.5);
        assertThat(next(Map.of("a", 110.0, "b", 6.0), 4)).isZero();
    }

    @Test
    void whoStartsAnewOrComesLaterCountsFromThen() {
        next(Map.of("a", 100.0), 0);
        assertThat(next(Map.of("a", 3.0, "b", 1_000.0), 1)).isZero();
        assertThat(next(Map.of("a", 4.0, "b", 1_001.0), 2)).isEqualTo(2);
    }

    @Test
    void whoWasAwayIsNotMadeUpFor() {
        next(Map.of("a", 100.0), 0);
        assertThat(next(Map.of(), 1)).isZero();
        assertThat(next(Map.of("a", 900.0), 2)).isZero();
    }

    private double next(Map<String, Double> counters, long seconds) {
        return rate.next(counters, TimeUnit.SECONDS.toNanos(seconds));
    }
}
