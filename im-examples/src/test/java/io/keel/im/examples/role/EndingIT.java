package io.keel.im.examples.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.examples.host.ThisProgram;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signals and the deadline, as a process of its own meets them. */
class EndingIT {

    private static final String NEVER = "3600000";

    private @Nullable Process process;

    @AfterEach
    void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void firstSignalLetsItFinish() throws Exception {
        Process ending = start("true", NEVER);
        end(ending);

        assertThat(exit(ending)).isEqualTo(143);
    }

    @Test
    void secondSignalEndsItAtOnce() throws Exception {
        Process ending = start("false", NEVER);
        end(ending);
        expect(ending, "finishing");
        end(ending);

        assertThat(exit(ending)).isEqualTo(143);
    }

    @Test
    void deadlineEndsIt() throws Exception {
        Process ending = start("false", "200");
        end(ending);

        assertThat(exit(ending)).isEqualTo(1);
    }

    private Process start(String finishes, String deadline) throws Exception {
        process = new ProcessBuilder(
                        ThisProgram.java(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndingProcess.class.getName(),
                        finishes,
                        deadline)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        expect(process, "ready");
        return process;
    }

    private static void expect(Process ending, String line) throws Exception {
        BufferedReader said = ending.inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).isEqualTo(line);
    }

    /** By its handle, which leaves what it says to be read. */
    private static void end(Process ending) {
        assertThat(ending.toHandle().destroy()).isTrue();
    }

    private static int exit(Process ending) throws Exception {
        assertThat(ending.waitFor(60, TimeUnit.SECONDS)).as("has ended").isTrue();
        return ending.exitValue();
    }
}
