package io.keel.im.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavesTest {

    private static final long SEED = 20_300_101;

    /** In any second whatever, not in those of the clock alone. */
    @ParameterizedTest(name = "{0} clients at {1} a second")
    @CsvSource({"250, 100", "1, 1", "3, 1", "7, 100", "50000, 5000", "499, 20"})
    void noMoreComeBackInASecondThanMay(int clients, int perSecond) {
        long[] delays = delays(clients, perSecond, Duration.ofMinutes(10));

        assertThat(mostInASecond(delays)).isLessThanOrEqualTo(perSecond);
        assertThat(delays[delays.length - 1]).isLessThanOrEqualTo(Math.max(1_000, clients * 1_250L / perSecond));
    }

    @ParameterizedTest(name = "{0} clients within {1} ms")
    @CsvSource({"10000, 4000", "10, 100"})
    void wherePlaceIsShortTheyAreSpreadEvenlyOverAllOfIt(int clients, long millis) {
        long[] delays = delays(clients, 1, Duration.ofMillis(millis));

        assertThat(delays[delays.length - 1]).isLessThanOrEqualTo(millis);
        long firstHalf =
                LongStream.of(delays).filter(delay -> delay < millis / 2.0).count();
        assertThat(firstHalf).isBetween(clients / 2L - 1, clients / 2L + 1);
    }

    @ParameterizedTest
    @CsvSource("2, 100")
    void fewAreSpreadOverASecond(int clients, int perSecond) {
        long[] delays = delays(clients, perSecond, Duration.ofSeconds(10));

        assertThat(delays[0]).isLessThan(100);
        assertThat(delays[1]).isBetween(500L, 600L);
    }

    private static long[] delays(int clients, int perSecond, Duration most) {
        Waves waves = new Waves(clients, perSecond, most, new Random(SEED));
        return LongStream.range(0, clients)
                .map(client -> waves.nextMillis())
                .sorted()
                .toArray();
    }

    private static int mostInASecond(long[] sorted) {
        int most = 0;
        int first = 0;
        for (int i = 0; i < sorted.length; i++) {
            while (sorted[i] - sorted[first] >= 1_000) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }
}
