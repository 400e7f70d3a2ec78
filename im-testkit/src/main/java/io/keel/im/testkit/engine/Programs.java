package io.keel.im.testkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds programs of this machine and runs short ones. */
final class Programs {

    /** Where distributions put servers, which a user's {@code PATH} need not name. */
    private static final List<String> BESIDES =
            List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/opt/homebrew/bin");

    private Programs() {}

    /** Finds the first of these names that there is a program of. */
    static Optional<Path> find(String... names) {
        List<String> folders = new ArrayList<>();
        String path = System.getenv("PATH");
        if (path != null) {
            folders.addAll(List.of(path.split(java.io.File.pathSeparator, -1)));
        }
        folders.addAll(BESIDES);
        for (String name : names) {
            for (String folder : folders) {
                Path program = Path.of(folder.isEmpty() ? "." : folder, name);
                if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return Optional.of(program.toAbsolutePath());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Runs a program to its end.
     *
     * @param log the file that its output is added to
     * @return its exit code
     * @throws IllegalStateException if it takes longer than {@code patience}; it is ended then
     */
    static int run(List<String> command, Path log, Duration patience) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        String.format(Locale.ROOT, "%s did not end within %s", command, patience));
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.get(0) + " ran", e);
        }
    }

    /** Runs a program to its end and fails unless it succeeds. */
    static void check(List<String> command, Path log, Duration patience) {
        int code = run(command, log, patience);
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code + ": " + EngineProcess.tail(log));
        }
    }
}
