package io.keel.im.examples.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.examples.CommandRun;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    static Stream<String> commands() {
        return Stream.of(
                "nodes",
                "drain",
                "sessions",
                "kick",
                "conversation",
                "members",
                "lag",
                "dead-letters",
                "dead-letters list",
                "dead-letters show",
                "dead-letters replay",
                "schema",
                "epoch",
                "epoch show",
                "epoch renew",
                "page");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(String command) {
        CommandRun run = CommandRun.of(("admin " + command + " --help").split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("--json").contains("admin " + command);
    }

    @Test
    void withoutACommandItTellsWhichThereAre() {
        CommandRun run = CommandRun.of("admin");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("nodes", "dead-letters", "epoch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions",
                "sessions not/a/name --redis redis://127.0.0.1:1",
                "sessions alice --redis",
                "drain",
                "conversation d:bob:alice --mysql jdbc:mysql://127.0.0.1:1/im",
                "conversation team --mysql jdbc:mysql://127.0.0.1:1/im",
                "members team --limit 0 --mysql jdbc:mysql://127.0.0.1:1/im",
                "dead-letters list --limit 0 --kafka 127.0.0.1:1",
                "dead-letters replay --kafka 127.0.0.1:1",
                "dead-letters replay 3 --all --kafka 127.0.0.1:1",
                "dead-letters show three --kafka 127.0.0.1:1",
                "page --port 70000",
                "nonsense"
            })
    void whatIsNotUnderstoodIsOneLineAndTwo(String command) {
        CommandRun run = CommandRun.of(("admin " + command).split(" "));

        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void engineThatIsAwayIsOneLineAndOneWithoutItsPassword() {
        CommandRun run = CommandRun.of("admin", "sessions", "alice", "--redis", "redis://:a-password@127.0.0.1:1");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("admin sessions: ").doesNotContain("a-password");
        assertThat(run.out()).isEmpty();
    }
}
