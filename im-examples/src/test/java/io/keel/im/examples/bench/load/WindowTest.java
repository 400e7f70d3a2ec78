package io.keel.im.examples.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.examples.wire.TroubleException;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final Window window = new Window(5);

    @Test
    void numbersSettleInAnyOrder() {
        window.settle(6);
        window.settle(7);
        assertThat(window.first()).isEqualTo(5);
        window.settle(5);
        assertThat(window.first()).isEqualTo(8);
    }

    @Test
    void nothingSettlesTwice() {
        window.settle(6);
        assertThatThrownBy(() -> window.settle(6)).isInstanceOf(TroubleException.class);
        window.settle(5);
        assertThatThrownBy(() -> window.settle(5)).isInstanceOf(TroubleException.class);
    }

    @Test
    void whatRunsTooFarAheadIsTrouble() {
        assertThatThrownBy(() -> window.settle(5 + 64)).isInstanceOf(TroubleException.class);
    }
}
