package io.keel.im.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void theRatioIsTheMedianOfTheRoundsRatios() {
        Rounds one = rounds(10, 40, 30);
        Rounds other = rounds(20, 20, 30);
        assertThat(one.ratio(other, Round::perSecond)).hasValue(1.0);
    }

    @Test
    void aFigureThatNoRoundHasIsEmpty() {
        assertThat(rounds(1, 2).median(round -> round.segments().orElse(Double.NaN)))
                .isEmpty();
        assertThat(rounds(1).ratio(rounds(), Round::perSecond)).isEmpty();
    }

    @Test
    void anEvenNumberHasItsMedianInTheMiddle() {
        assertThat(rounds(1, 2, 3, 10).median(Round::perSecond)).hasValue(2.5);
    }

    private static Rounds rounds(double... perSecond) {
        Rounds rounds = new Rounds();
        for (double value : perSecond) {
            rounds.add(new Round(1, value, 0, 0, 0, OptionalDouble.empty(), 1, 0.5));
        }
        return rounds;
    }
}
