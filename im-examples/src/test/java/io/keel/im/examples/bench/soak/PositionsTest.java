package io.keel.im.examples.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionsTest {

    private final Positions positions = new Positions();

    @Test
    void whatIsEarlyWaitsForWhatIsMissing() {
        positions.add(1, 0);
        positions.add(3, 0);
        positions.add(4, 0);
        assertThat(positions.last()).isEqualTo(1);
        assertThat(positions.isWhole()).isFalse();
        positions.add(2, 0);
        assertThat(positions.last()).isEqualTo(4);
        assertThat(positions.isWhole()).isTrue();
    }

    @Test
    void whatIsKnownChangesNothing() {
        positions.add(1, 0);
        positions.add(2, 0);
        positions.add(1, 0);
        positions.add(2, 0);
        assertThat(positions.last()).isEqualTo(2);
        assertThat(positions.isWhole()).isTrue();
    }

    @Test
    void aHoleIsAskedForOnceItsPatienceIsOver() {
        positions.add(2, 1_000);
        assertThat(positions.isToBeAskedFor(1_499, 500)).isFalse();
        assertThat(positions.isToBeAskedFor(1_500, 500)).isTrue();
        assertThat(positions.isToBeAskedFor(1_501, 500)).isFalse();
        assertThat(positions.isToBeAskedFor(2_000, 500)).isTrue();
    }
}
