package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.spi.EpochStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link EpochStore} promises. */
@DisplayName("An epoch store")
public abstract class EpochStoreTck extends PortTck {
    /** Opens a store that was never opened before. */
    protected abstract EpochStore newEpochs() throws Exception;

    @Test
    @DisplayName("tells the same epoch as long as the store lives")
    void tellsTheSameEpochAsLongAsTheStoreLives() throws Exception {
        EpochStore epochs = newEpochs();

        String epoch = await(epochs.epoch());

        assertThat(epoch).isNotBlank();
        assertThat(await(epochs.epoch())).isEqualTo(epoch);
    }

    @Test
    @DisplayName("tells another epoch for another store")
    void tellsAnotherEpochForAnotherStore() throws Exception {
        String first = await(newEpochs().epoch());

        assertThat(await(newEpochs().epoch())).isNotEqualTo(first);
    }
}
