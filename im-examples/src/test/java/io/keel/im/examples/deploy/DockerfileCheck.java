package io.keel.im.examples.deploy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The Dockerfile names stages, files, commands and options that are there, and its images run as nobody. */
final class DockerfileCheck {

    private static final Path ROOT = DeployTree.root();
    private static final String PROGRAM = "/opt/keel-im/bin/keel-im";
    private static final String BUILT = "/src/im-examples/target/keel-im/";

    private final DeployTree tree;
    private final Dockerfile file;
    private final List<String> findings = new ArrayList<>();

    private DockerfileCheck(DeployTree tree) {
        this.tree = tree;
        this.file = Dockerfile.parse(tree.text("Dockerfile"));
    }

    static List<String> findings(DeployTree tree) {
        DockerfileCheck check = new DockerfileCheck(tree);
        check.file.stages().forEach(check::stage);
        check.file.stages().stream()
                .filter(stage -> !stage.name().equals("build"))
                .forEach(check::image);
        return check.findings;
    }

    private void stage(Dockerfile.Stage stage) {
        if (!Upstream.isFixed(stage.base())) {
            add(stage, "base without a fixed tag: " + stage.base());
        }
        for (Dockerfile.Instruction each : stage.instructions()) {
            if (each.kind().equals("COPY")) {
                List<String> words = each.words();
                for (String source : words.subList(0, words.size() - 1)) {
                    copied(stage, each, source);
                }
            }
        }
    }

    private void copied(Dockerfile.Stage stage, Dockerfile.Instruction copy, String source) {
        String from = copy.option("from").orElse("");
        if (from.isEmpty()) {
            if (!isInContext(source)) {
                add(stage, "copied from nowhere: " + source);
            }
        } else if (file.stage(from).isEmpty()) {
            add(stage, "no stage " + from);
        } else if (from.equals("build") && !isBuilt(source)) {
            add(stage, "not built: " + source);
        }
    }

    private boolean isInContext(String source) {
        String prefix = DeployTree.FOLDER + "/";
        boolean there = source.startsWith(prefix)
                ? tree.has(source.substring(prefix.length()))
                : Files.exists(ROOT.resolve(source));
        return there
                && tree.text("Dockerfile.dockerignore")
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .noneMatch(ignored -> FileSystems.getDefault()
                                .getPathMatcher("glob:{" + ignored + "," + ignored + "/**}")
                                .matches(Path.of(source)));
    }

    /** Tells whether the build makes it: {@code folder.xml} says what there is in {@code target/keel-im}. */
    private static boolean isBuilt(String source) {
        try {
            String assembly = Files.readString(ROOT.resolve("im-examples/src/main/assembly/folder.xml"));
            String name = source.startsWith(BUILT) ? source.substring(BUILT.length()) : "?";
            return name.endsWith("/")
                    ? assembly.contains("<outputDirectory>" + name.replace("/", "") + "</outputDirectory>")
                    : assembly.contains("<include>" + name + "</include>");
        } catch (IOException e) {
            return false;
        }
    }

    private void image(Dockerfile.Stage stage) {
        String user = stage.last("USER").orElse("0");
        if (!user.matches("[1-9]\\d*:[1-9]\\d*")) {
            add(stage, "runs as " + user + " (expected: numbers of nobody's)");
        }
        List<String> entry = Dockerfile.exec(stage.last("ENTRYPOINT").orElse(""));
        if (!entry.equals(List.of(PROGRAM))
                || !Files.isExecutable(ROOT.resolve("im-examples/src/main/assembly/bin/keel-im"))) {
            add(stage, "entry point: " + entry + " (expected: " + PROGRAM + " in exec form)");
        }
        Program.objection(Dockerfile.exec(stage.last("CMD").orElse("")))
                .ifPresent(wrong -> add(stage, "CMD: " + wrong));
        health(stage);
        variables(stage);
    }

    private void health(Dockerfile.Stage stage) {
        String text = stage.last("HEALTHCHECK").orElse("");
        List<String> command = Dockerfile.exec(text.replaceFirst(".*?CMD", ""));
        if (command.isEmpty() || !command.get(0).equals(PROGRAM)) {
            add(stage, "no health check in exec form");
            return;
        }
        Program.objection(command.subList(1, command.size())).ifPresent(wrong -> add(stage, "HEALTHCHECK: " + wrong));
        String url = command.get(command.size() - 1);
        if (stage.ports().stream().noneMatch(port -> url.startsWith("http://127.0.0.1:" + port + "/"))) {
            add(stage, "health is asked where nothing listens: " + url);
        }
    }

    /** What the JVM is told is tried on a JVM. */
    private void variables(Dockerfile.Stage stage) {
        String environment = stage.last("ENV").orElse("");
        String options = environment.replaceFirst(".*JAVA_OPTS=\"([^\"]*)\".*", "$1");
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of(options.split(" ")));
        command.add("-version");
        try {
            Process java = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!java.waitFor(1, TimeUnit.MINUTES) || java.exitValue() != 0) {
                add(stage, "no JVM takes " + options);
            }
        } catch (IOException e) {
            add(stage, "no JVM: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Dockerfile.Stage stage, String finding) {
        findings.add("Dockerfile, stage " + stage.name() + ": " + finding);
    }

    /** The stages that are built for use. */
    static Set<String> targets(DeployTree tree) {
        return Dockerfile.parse(tree.text("Dockerfile")).stages().stream()
                .map(Dockerfile.Stage::name)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
