package io.keel.im.testkit.tck;

import io.keel.im.spi.Bus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** What {@link Bus} promises. */
@DisplayName("A bus")
public abstract class BusTck extends PortTck {
    private @Nullable Bus bus;

    /** Makes a bus with nothing under way, neither commands nor records. */
    protected abstract Bus newBus() throws Exception;

    /**
     * After how many commands that nobody handles the bus must have refused one; 1,000,000 unless overridden. A bus whose buffer
     * is a durable log, bounded elsewhere, says 0: then nothing is asked of it.
     */
    protected int refusesBy() {
        return 1_000_000;
    }

    @BeforeEach
    final void openBus() throws Exception {
        bus = newBus();
    }

    @AfterEach
    final void closeBus() {
        if (bus != null) {
            bus.close();
        }
    }

    final Bus bus() {
        if (bus == null) {
            throw new IllegalStateException("no test is running");
        }
        return bus;
    }

    @Nested
    @DisplayName("carries commands to logic")
    class Up extends UplinkRules {
        Up() {
            super(BusTck.this);
        }
    }

    @Nested
    @DisplayName("hands over again what failed, and refuses what does not fit")
    class Trouble extends UplinkTroubleRules {
        Trouble() {
            super(BusTck.this);
        }
    }

    @Nested
    @DisplayName("carries records to gateways")
    class Down extends DownlinkRules {
        Down() {
            super(BusTck.this);
        }
    }
}
