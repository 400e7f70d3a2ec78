package io.keel.im.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisEngineIT {

    private RedisEngine engine;

    @BeforeAll
    void launch() {
        engine = RedisEngine.launch();
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @Test
    void engineServesAgainOnItsPortAfterAKill() throws IOException {
        String address = engine.address();
        long pid = engine.pid().orElseThrow();

        engine.kill();
        assertThat(engine.pid()).isEmpty();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        engine.restart();

        assertThat(engine.serves()).isTrue();
        assertThat(engine.address()).isEqualTo(address);
        assertThat(engine.pid().orElseThrow()).isNotEqualTo(pid);
    }

    @Test
    void pausedEngineAnswersNothingUntilItGoesOn() throws IOException {
        engine.pause();
        assertThatThrownBy(engine::serves).isInstanceOf(IOException.class);

        engine.resume();

        assertThat(engine.serves()).isTrue();
    }

    @Test
    void closedEngineLeavesNothing() {
        RedisEngine other = RedisEngine.launch();
        long pid = other.pid().orElseThrow();

        other.close();
        other.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(other.folder()).doesNotExist();
    }
}
