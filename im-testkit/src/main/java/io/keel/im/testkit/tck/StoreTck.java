package io.keel.im.testkit.tck;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the suites of the four store ports ask of an adapter: the ports over fresh state, before every test. */
public abstract class StoreTck extends PortTck {
    private @Nullable StoreFixture fixture;

    /** Makes the four ports over fresh, empty state. */
    protected abstract StoreFixture newStores() throws Exception;

    @BeforeEach
    final void openStores() throws Exception {
        fixture = newStores();
    }

    @AfterEach
    final void closeStores() throws Exception {
        if (fixture != null) {
            fixture.close();
        }
    }

    final StoreFixture stores() {
        if (fixture == null) {
            throw new IllegalStateException("no test is running");
        }
        return fixture;
    }
}
