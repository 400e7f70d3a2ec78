package io.keel.im.examples.deploy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The compose file holds to its schema, and names what is there: images, files, variables, commands, ports, services. */
final class ComposeCheck {

    static final String FILE = "docker-compose.yml";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)[^}]*}");
    /** A host and a port in an address; the host of a URL may follow a user and a password. */
    private static final Pattern ADDRESS = Pattern.compile("(?:^|//|@|,)([a-z][a-z0-9-]*):(\\d+)");

    private final DeployTree tree;
    private final Node compose;
    private final Map<String, Node> services;
    private final Set<String> known = Program.variables();
    private final List<String> findings = new ArrayList<>();

    private ComposeCheck(DeployTree tree) {
        this.tree = tree;
        this.compose = tree.document(FILE);
        this.services = compose.at("services").entries();
    }

    static List<String> findings(DeployTree tree) {
        ComposeCheck check = new ComposeCheck(tree);
        check.findings.addAll(ComposeSchema.findings(check.compose));
        check.services.forEach(check::service);
        check.examples();
        return check.findings;
    }

    /** The images of all services, ours left out. */
    static List<String> images(DeployTree tree) {
        return tree.document(FILE).at("services").entries().values().stream()
                .filter(service -> !service.at("build").isThere())
                .map(service -> service.at("image").text())
                .toList();
    }

    private void service(String name, Node service) {
        if (service.at("build").isThere()) {
            ours(name, service);
        } else {
            theirs(name, service);
        }
        for (Map.Entry<String, String> each :
                service.at("environment").scalars().entrySet()) {
            ADDRESS.matcher(each.getValue()).results().forEach(found -> address(name, each.getKey(), found));
        }
        service.at("depends_on").entries().forEach((other, how) -> dependency(name, other, how));
        mounts(name, service);
        for (String network : service.at("networks").texts()) {
            require(compose.at("networks", network).value() != null, name + ": no network " + network);
        }
        require(!service.at("container_name").isThere(), name + ": a name of its own cannot be scaled");
        require(service.at("restart").text().equals("unless-stopped"), name + ": stays down when it ends");
    }

    private void ours(String name, Node service) {
        String target = service.at("build", "target").text();
        require(DockerfileCheck.targets(tree).contains(target), name + ": no stage " + target);
        require(
                service.at("build", "dockerfile").text().equals(DeployTree.FOLDER + "/Dockerfile"),
                name + ": no Dockerfile");
        Dockerfile.Stage stage =
                Dockerfile.parse(tree.text("Dockerfile")).stage(target).orElse(new Dockerfile.Stage("", "", List.of()));
        List<String> command = service.at("command").texts();
        if (command.isEmpty()) {
            command = Dockerfile.exec(stage.last("CMD").orElse(""));
        }
        Program.objection(command).ifPresent(wrong -> findings.add(name + ": command: " + wrong));
        Set<String> told = service.at("environment").scalars().keySet();
        for (String variable : told) {
            require(known.contains(variable), name + ": nobody reads " + variable);
        }
        String role = command.isEmpty() ? "" : command.get(0);
        for (String variable : Program.VARIABLES.getOrDefault(role, Set.of())) {
            require(told.contains(variable), name + ": is not told " + variable);
        }
        for (String port : List.of("--port", "--grpc-port")) {
            int at = command.indexOf(port);
            require(
                    at < 0 || stage.ports().contains(command.get(at + 1)),
                    name + ": " + port + " is not what the image exposes");
        }
        for (String published : service.at("ports").texts()) {
            require(!name.startsWith("im-"), name + ": a port of the host's cannot be scaled");
            require(stage.ports().contains(container(published)), name + ": nothing listens on " + published);
        }
    }

    private void theirs(String name, Node service) {
        String image = service.at("image").text();
        require(Upstream.isFixed(image), name + ": image without a fixed tag: " + image);
        for (String variable : service.at("environment").scalars().keySet()) {
            require(Upstream.variables(image).contains(variable), name + ": " + image + " does not read " + variable);
        }
        for (String published : service.at("ports").texts()) {
            require(Upstream.ports(image).contains(container(published)), name + ": nothing listens on " + published);
        }
    }

    private static String container(String published) {
        return published.substring(published.lastIndexOf(':') + 1);
    }

    private void address(String name, String variable, MatchResult found) {
        Node other = services.getOrDefault(found.group(1), Node.NOTHING);
        require(other.isThere(), name + ": " + variable + ": no service " + found.group(1));
        if (other.isThere() && !other.at("build").isThere() && !found.group(1).equals(name)) {
            require(
                    Upstream.ports(other.at("image").text()).contains(found.group(2)),
                    name + ": " + variable + ": nothing listens on " + found.group());
        }
    }

    private void dependency(String name, String other, Node how) {
        Node service = services.getOrDefault(other, Node.NOTHING);
        require(service.isThere(), name + ": depends on no service " + other);
        // Our images bring a check of their own.
        if (how.at("condition").text().equals("service_healthy")
                && !service.at("build").isThere()) {
            require(service.at("healthcheck", "test").isThere(), name + ": nobody asks how " + other + " is");
        }
    }

    private void mounts(String name, Node service) {
        for (String mount : service.at("volumes").texts()) {
            String source = mount.split(":", 2)[0];
            if (source.startsWith(".")) {
                require(tree.has(source), name + ": mounted from nowhere: " + source);
            } else {
                require(compose.at("volumes", source).value() != null, name + ": no volume " + source);
            }
        }
    }

    /** Whoever copies the example has filled in all there is, and nothing else. */
    private void examples() {
        Set<String> used = new HashSet<>();
        VARIABLE.matcher(tree.text(FILE)).results().forEach(found -> used.add(found.group(1)));
        Set<String> shown = new HashSet<>();
        tree.text(".env.example")
                .lines()
                .filter(line -> line.matches("\\w+=.*"))
                .forEach(line -> shown.add(line.split("=", 2)[0]));
        used.stream().filter(each -> !shown.contains(each)).forEach(each -> findings.add(".env.example: no " + each));
        shown.stream()
                .filter(each -> !used.contains(each))
                .forEach(each -> findings.add(FILE + ": nobody uses " + each));
    }

    private void require(boolean good, String finding) {
        if (!good) {
            findings.add(FILE + ": " + finding);
        }
    }
}
