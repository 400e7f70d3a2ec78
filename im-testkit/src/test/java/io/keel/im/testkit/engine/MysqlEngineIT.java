package io.keel.im.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlEngineIT {

    private MysqlEngine engine;

    @BeforeAll
    void launch() {
        engine = MysqlEngine.launch();
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
        MysqlEngine other = MysqlEngine.launch();
        long pid = other.pid().orElseThrow();

        other.close();
        other.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(other.folder()).doesNotExist();
    }

    @Test
    void programDiesWithTheJvmThatStartedIt(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        Path told = folder.resolve("pid");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        told.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(told) && Files.size(told) > 0);
        long pid = Long.parseLong(Files.readString(told));
        assertThat(ProcessHandle.of(pid)).isPresent();

        jvm.destroyForcibly();

        await().atMost(Duration.ofSeconds(20)).until(() -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void anotherDatabaseOfTheSameServerKeepsTheOptions() {
        assertThat(MysqlEngine.withDatabase("jdbc:mysql://h:1/im?user=root", "other"))
                .isEqualTo("jdbc:mysql://h:1/other?user=root&createDatabaseIfNotExist=true");
        assertThat(MysqlEngine.withDatabase("jdbc:mysql://h:1", "other"))
                .isEqualTo("jdbc:mysql://h:1/other?createDatabaseIfNotExist=true");
        assertThat(MysqlEngine.withDatabase("jdbc:mysql://h/?a=b/c", "other"))
                .isEqualTo("jdbc:mysql://h/other?a=b/c&createDatabaseIfNotExist=true");
    }

    /** The JVM that is killed. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] args) throws Exception {
            Path told = Path.of(args[0]);
            EngineProcess process = EngineProcess.start(List.of("sleep", "600"), told.resolveSibling("log"));
            Files.writeString(told, Long.toString(process.pid()));
            Thread.currentThread().join();
        }
    }
}
