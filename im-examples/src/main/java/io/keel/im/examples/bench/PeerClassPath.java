package io.keel.im.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The class path of a peer, resolved by Maven from the POM beside its source when the benchmark first wants it. */
final class PeerClassPath {

    private static final int PATIENCE_MINUTES = 5;

    private PeerClassPath() {}

    static String of(Path folder, Path output) throws UnavailableException {
        Path pom = folder.resolve("pom.xml");
        Path resolved = output.resolve(folder.getFileName() + ".classpath");
        try {
            if (!isFresh(resolved, pom)) {
                resolve(pom, resolved, output.resolve(folder.getFileName() + ".resolve.log"));
            }
            return Files.readString(resolved).trim();
        } catch (IOException e) {
            throw new UnavailableException("the jars of " + folder.getFileName() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted");
        }
    }

    private static boolean isFresh(Path resolved, Path pom) throws IOException {
        return Files.exists(resolved)
                && Files.getLastModifiedTime(resolved).compareTo(Files.getLastModifiedTime(pom)) >= 0;
    }

    private static void resolve(Path pom, Path resolved, Path log)
            throws IOException, InterruptedException, UnavailableException {
        List<String> command = List.of(
                maven(),
                "-q",
                "-B",
                "-f",
                pom.toString(),
                "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath",
                "-Dmdep.outputFile=" + resolved);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new UnavailableException("its jars could not be resolved in " + PATIENCE_MINUTES + " minutes");
        }
        if (process.exitValue() != 0 || !Files.exists(resolved)) {
            throw new UnavailableException("its jars could not be resolved, see " + log);
        }
    }

    private static String maven() {
        String home = System.getProperty("maven.home");
        return home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
    }
}
