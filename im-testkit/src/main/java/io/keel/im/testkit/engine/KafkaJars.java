package io.keel.im.testkit.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the jars of the broker. It is a Java program of 43 artifacts, which nobody who only uses a client wants on the class
 * path; so, in this order: the class path of this JVM, if it has the broker (a module whose tests start one has it in scope
 * {@code test}); the {@code libs} of a distribution that {@value #HOME_VARIABLE} names; the local Maven repository, which Maven
 * is asked to complete. The answer of the last is kept in a file, and asked for again when a jar of it is missing.
 */
final class KafkaJars {

    /** Names the folder of a Kafka distribution. */
    static final String HOME_VARIABLE = "IM_KAFKA_HOME";

    private static final String VERSION = "4.4.0";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>io.keel.im.local</groupId>
              <artifactId>kafka-broker</artifactId>
              <version>1</version>
              <dependencies>
                <dependency>
                  <groupId>org.apache.kafka</groupId>
                  <artifactId>kafka_2.13</artifactId>
                  <version>%s</version>
                </dependency>
                <dependency>
                  <groupId>org.slf4j</groupId>
                  <artifactId>slf4j-simple</artifactId>
                  <version>2.0.17</version>
                </dependency>
                <dependency>
                  <groupId>org.slf4j</groupId>
                  <artifactId>slf4j-api</artifactId>
                  <version>2.0.17</version>
                </dependency>
              </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-dependency-plugin</artifactId>
                    <version>3.9.0</version>
                  </plugin>
                </plugins>
              </build>
            </project>
            """.formatted(VERSION);

    private KafkaJars() {}

    /**
     * Returns the class path of a broker.
     *
     * @throws IllegalStateException if there is none
     */
    static String classPath() {
        return own().or(KafkaJars::distribution).or(KafkaJars::kept).orElseGet(KafkaJars::resolved);
    }

    private static Optional<String> own() {
        ClassLoader loader = KafkaJars.class.getClassLoader();
        if (loader.getResource("kafka/Kafka.class") == null) {
            return Optional.empty();
        }
        if (loader instanceof URLClassLoader urls) {
            return Optional.of(
                    Arrays.stream(urls.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator)));
        }
        return Optional.of(System.getProperty("java.class.path"));
    }

    private static Optional<String> distribution() {
        String home = System.getenv(HOME_VARIABLE);
        if (home == null || home.isEmpty()) {
            return Optional.empty();
        }
        Path libs = Path.of(home, "libs");
        if (!Files.isDirectory(libs)) {
            throw new IllegalStateException(HOME_VARIABLE + ": no folder " + libs);
        }
        return Optional.of(libs.resolve("*").toString());
    }

    private static Optional<String> kept() {
        try {
            String classPath =
                    Files.isReadable(file()) ? Files.readString(file()).strip() : "";
            boolean whole = !classPath.isEmpty()
                    && Stream.of(classPath.split(File.pathSeparator, -1))
                            .allMatch(jar -> Files.isReadable(Path.of(jar)));
            return whole ? Optional.of(classPath) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String resolved() {
        Path maven = maven().orElseThrow(() -> new IllegalStateException("no Kafka: set " + KafkaEngine.ADDRESS_VARIABLE
                + " to the address of one, or " + HOME_VARIABLE
                + " to the folder of a distribution, or put Maven on the PATH, which gets it"));
        try {
            Path folder = Files.createTempDirectory("keel-im-kafka-jars-");
            Path log = folder.resolve("maven.log");
            Path pom = Files.writeString(folder.resolve("pom.xml"), POM);
            Path answer = folder.resolve("classpath");
            List<String> command = new ArrayList<>(List.of(maven.toString(), "-q", "-B", "-f", pom.toString()));
            String repository = System.getProperty("maven.repo.local");
            if (repository != null) {
                command.add("-Dmaven.repo.local=" + repository);
            }
            command.addAll(List.of("dependency:build-classpath", "-Dmdep.outputFile=" + answer));
            Programs.check(command, log, PATIENCE);
            String classPath = Files.readString(answer).strip();
            Files.createDirectories(file().toAbsolutePath().getParent());
            Files.move(answer, file(), StandardCopyOption.REPLACE_EXISTING);
            for (Path each : List.of(log, pom, folder)) {
                Files.delete(each);
            }
            return classPath;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot get Kafka", e);
        }
    }

    /** Where the build puts what can be made again; a folder of its own elsewhere. */
    private static Path file() {
        Path build = Path.of("im-examples", "target");
        return (Files.isDirectory(build) ? build : Path.of("target")).resolve("kafka-" + VERSION + ".classpath");
    }

    private static Optional<Path> maven() {
        List<String> homes = new ArrayList<>();
        for (String home : new String[] {System.getProperty("maven.home"), System.getenv("MAVEN_HOME")}) {
            if (home != null) {
                homes.add(home);
            }
        }
        return homes.stream()
                .map(home -> Path.of(home, "bin", "mvn"))
                .filter(Files::isExecutable)
                .findFirst()
                .or(() -> Programs.find("mvn"));
    }
}
