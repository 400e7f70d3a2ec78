package io.keel.im.examples.page;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Chromium of this machine: found on the PATH, or installed where the system's packages can be. */
final class ChromiumProgram {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long MAX_INSTALL_MINUTES = 10;

    private ChromiumProgram() {}

    /**
     * Returns its path. Looks at {@code CHROMIUM} first.
     *
     * @throws IllegalStateException saying what to install, when there is none and it cannot be installed from here
     */
    static Path find() {
        return onThisMachine().orElseGet(() -> {
            install();
            return onThisMachine().orElseThrow(() -> missing("apt-get has installed none"));
        });
    }

    private static Optional<Path> onThisMachine() {
        Optional<Path> named = Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
        return named.isPresent() ? named : onThePath();
    }

    private static Optional<Path> onThePath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void install() {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            throw missing("only root on Debian or Ubuntu gets it installed");
        }
        run("apt-get update -qq");
        run("apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk");
    }

    private static void run(String command) {
        ProcessBuilder builder = new ProcessBuilder(command.split(" "));
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            if (!process.waitFor(MAX_INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw missing("'" + command + "' took longer than " + MAX_INSTALL_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw missing("'" + command + "' ended with " + process.exitValue());
            }
        } catch (IOException failed) {
            throw missing(failed.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw missing("interrupted");
        }
    }

    private static IllegalStateException missing(String why) {
        return new IllegalStateException("The page's tests need Chromium: put chromium on the PATH (on Debian: apt-get"
                + " install chromium fonts-noto-cjk), or its path into CHROMIUM. " + why);
    }
}
