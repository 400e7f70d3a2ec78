package io.keel.im.examples.deploy;

import io.keel.im.examples.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What our own program understands: its command line, and the variables that its code reads. */
final class Program {

    /** What each role works with, as the table of roles in {@code docs/cluster.md} has it, and what all of them are told. */
    static final Map<String, Set<String>> VARIABLES = Map.of(
            "gateway", with("IM_KAFKA_BOOTSTRAP"),
            "logic", with("IM_KAFKA_BOOTSTRAP", "IM_MYSQL_URL", "IM_REDIS_URL"),
            "session", with("IM_REDIS_URL"),
            "data-proxy", with("IM_MYSQL_URL", "IM_REDIS_URL"),
            "job", with("IM_KAFKA_BOOTSTRAP", "IM_MYSQL_URL"),
            "nginx-upstreams", Set.of("IM_ETCD_ENDPOINTS"));

    /** What a process takes to end beside its drain, as {@code docs/health.md} has it. */
    private static final int BESIDES_DRAIN = 15;

    private static final Pattern VARIABLE = Pattern.compile("\"((?:IM|OTEL)_[A-Z_]+)\"|\\$\\{env:(\\w+)");

    private static final Set<String> READ = read();

    private Program() {}

    private static Set<String> with(String... engines) {
        Set<String> all = new TreeSet<>(
                List.of("IM_ETCD_ENDPOINTS", "IM_JWT_SECRET", "IM_CLUSTER_SECRET", "OTEL_EXPORTER_OTLP_ENDPOINT"));
        all.addAll(List.of(engines));
        return all;
    }

    /** Tells what is wrong with a command line; empty if nothing is. */
    static Optional<String> objection(List<String> arguments) {
        try {
            new CommandLine(Main.class).parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.ParameterException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    /** How long a role takes to end at most, in seconds; empty for what is none, or is not understood. */
    static OptionalInt secondsToEnd(List<String> arguments) {
        if (objection(arguments).isPresent() || arguments.isEmpty()) {
            return OptionalInt.empty();
        }
        CommandLine.Model.OptionSpec drain = new CommandLine(Main.class)
                .parseArgs(arguments.toArray(String[]::new))
                .subcommand()
                .commandSpec()
                .findOption("--drain-seconds");
        return drain == null ? OptionalInt.empty() : OptionalInt.of(drain.<Integer>getValue() + BESIDES_DRAIN);
    }

    /** The variables that the code of any module reads. */
    static Set<String> variables() {
        return READ;
    }

    private static Set<String> read() {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> modules = Files.list(DeployTree.root())) {
            for (Path sources : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                            .toList()) {
                        Matcher found = VARIABLE.matcher(Files.readString(file));
                        while (found.find()) {
                            names.add(found.group(1) == null ? found.group(2) : found.group(1));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
