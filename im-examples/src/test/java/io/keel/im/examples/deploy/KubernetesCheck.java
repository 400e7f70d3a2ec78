package io.keel.im.examples.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an overlay comes to holds to the API's schema, and its parts fit each other and the program. */
final class KubernetesCheck {

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");
    /** What Kubernetes fills in, beside our own. */
    private static final Set<String> POD = Set.of("POD_NAME", "POD_IP", "IM_PUBLIC_URL", "IM_TRUSTED_PROXIES");

    private final String overlay;
    private final boolean secretsFromOutside;
    private final List<Node> resources;
    private final List<String> findings = new ArrayList<>();
    private final Set<String> known = Program.variables();

    private KubernetesCheck(DeployTree tree, String overlay) {
        Kustomization built = Kustomization.of(tree, "kubernetes/overlays/" + overlay);
        this.overlay = overlay;
        this.resources = built.resources();
        this.findings.addAll(built.findings());
        this.secretsFromOutside = of("Secret").isEmpty();
    }

    static List<String> findings(DeployTree tree, String overlay) {
        KubernetesCheck check = new KubernetesCheck(tree, overlay);
        check.resources.forEach(resource -> check.findings.addAll(KubernetesSchema.findings(resource)));
        check.workloads().forEach(check::workload);
        check.of("Service").forEach(check::service);
        check.of("Ingress").forEach(check::ingress);
        check.of("HorizontalPodAutoscaler").forEach(check::autoscaler);
        check.of("PodDisruptionBudget").forEach(check::budget);
        check.of("NetworkPolicy").forEach(check::policy);
        return check.findings.stream().map(each -> overlay + ": " + each).toList();
    }

    /** The images of an overlay that others make. */
    static List<String> images(DeployTree tree, String overlay) {
        return new KubernetesCheck(tree, overlay)
                .workloads()
                .map(each -> container(each).at("image").text())
                .filter(image -> !Upstream.nameOf(image).endsWith("keel-im"))
                .toList();
    }

    private List<Node> of(String kind) {
        return resources.stream()
                .filter(each -> each.at("kind").text().equals(kind))
                .toList();
    }

    private Stream<Node> workloads() {
        return resources.stream()
                .filter(each -> WORKLOADS.contains(each.at("kind").text()));
    }

    private static Node pod(Node workload) {
        return workload.at("spec", "template", "spec");
    }

    private static Node container(Node workload) {
        return pod(workload).at("containers").items().get(0);
    }

    private static Map<String, String> labels(Node workload) {
        return workload.at("spec", "template", "metadata", "labels").scalars();
    }

    /** Those that a selector finds; all of them for an empty one. */
    private List<Node> selected(Node labels) {
        return workloads()
                .filter(each ->
                        labels(each).entrySet().containsAll(labels.scalars().entrySet()))
                .toList();
    }

    private static Set<String> ports(Node workload) {
        return container(workload).at("ports").items().stream()
                .flatMap(port -> Stream.of(
                        port.at("containerPort").text(), port.at("name").text()))
                .collect(Collectors.toSet());
    }

    private void workload(Node workload) {
        String name = name(workload);
        Node container = container(workload);
        String image = container.at("image").text();
        boolean ours = Upstream.nameOf(image).endsWith("keel-im");
        require(
                ours ? !image.endsWith(":latest") && image.contains(":") : Upstream.isFixed(image),
                name + ": image without a fixed tag: " + image);
        require(
                selected(workload.at("spec", "selector", "matchLabels")).contains(workload),
                name + ": does not select its own pods");
        Node security = pod(workload).at("securityContext");
        require(security.at("runAsNonRoot").text().equals("true"), name + ": may run as root");
        for (Node each : container.at("env").items()) {
            variable(name, image, ours, each);
        }
        for (Node mount : container.at("volumeMounts").items()) {
            String volume = mount.at("name").text();
            require(
                    Stream.concat(
                                    pod(workload).at("volumes").items().stream()
                                            .map(each -> each.at("name").text()),
                                    workload.at("spec", "volumeClaimTemplates").items().stream()
                                            .map(each ->
                                                    each.at("metadata", "name").text()))
                            .anyMatch(volume::equals),
                    name + ": no volume " + volume);
        }
        if (ours) {
            role(name, workload, container);
        }
    }

    private void variable(String name, String image, boolean ours, Node variable) {
        String variableName = variable.at("name").text();
        Set<String> readable = ours ? known : Upstream.variables(image);
        require(
                readable.contains(variableName) || (ours && POD.contains(variableName)),
                name + ": nobody reads " + variableName);
        Node map = variable.at("valueFrom", "configMapKeyRef");
        Node secret = variable.at("valueFrom", "secretKeyRef");
        if (map.isThere()) {
            require(
                    has("ConfigMap", "data", map),
                    name + ": no key " + map.at("key").text() + " in "
                            + map.at("name").text());
        }
        if (secret.isThere() && !secretsFromOutside) {
            require(
                    has("Secret", "stringData", secret),
                    name + ": no key " + secret.at("key").text() + " in "
                            + secret.at("name").text());
        }
    }

    private boolean has(String kind, String data, Node reference) {
        return of(kind).stream()
                .filter(each -> name(each).equals(reference.at("name").text()))
                .anyMatch(each -> each.at(data, reference.at("key").text()).isThere());
    }

    private void role(String name, Node workload, Node container) {
        Map<String, Node> told = new HashMap<>();
        container.at("env").items().forEach(each -> told.put(each.at("name").text(), each));
        List<String> arguments = container.at("args").texts();
        // Each $(NAME) must be told; what it becomes does not matter here.
        for (String argument : arguments) {
            if (argument.contains("$(")) {
                String variable = argument.replaceFirst(".*\\$\\((\\w+)\\).*", "$1");
                require(told.containsKey(variable), name + ": " + argument + ": is not told " + variable);
            }
        }
        Program.objection(arguments).ifPresent(wrong -> findings.add(name + ": args: " + wrong));
        String role = arguments.isEmpty() ? "" : arguments.get(0);
        for (String variable : Program.VARIABLES.getOrDefault(role, Set.of())) {
            require(told.containsKey(variable), name + ": is not told " + variable);
        }
        for (String port : List.of("--port=", "--grpc-port=")) {
            arguments.stream()
                    .filter(each -> each.startsWith(port))
                    .forEach(each -> require(
                            ports(workload).contains(each.substring(port.length())),
                            name + ": " + each + " is no port of it"));
        }
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            Node asked = container.at(probe, "httpGet");
            require(asked.isThere(), name + ": no " + probe);
            require(
                    ports(workload).contains(asked.at("port").text()),
                    name + ": " + probe + ": no port " + asked.at("port").text());
        }
        require(
                !container.at("livenessProbe", "httpGet", "path").text().equals("/readyz"),
                name + ": an engine that is away would end its pods");
        require(
                container.at("securityContext", "readOnlyRootFilesystem").text().equals("true"),
                name + ": may write to its image");
        PodEnding ending = PodEnding.of(pod(workload), container);
        Program.secondsToEnd(arguments)
                .ifPresent(seconds -> require(
                        ending.allows(seconds), name + ": " + ending + ", and may need " + seconds + " s to end"));
    }

    private void service(Node service) {
        List<Node> behind = selected(service.at("spec", "selector"));
        require(!behind.isEmpty(), name(service) + ": selects nothing");
        for (Node port : service.at("spec", "ports").items()) {
            Node target = port.at("targetPort").isThere() ? port.at("targetPort") : port.at("port");
            behind.forEach(each -> require(
                    ports(each).contains(target.text()),
                    name(service) + ": no port " + target.text() + " of " + name(each)));
        }
    }

    private void ingress(Node ingress) {
        ingress.all()
                .map(place -> place.at("backend", "service"))
                .filter(Node::isThere)
                .forEach(backend -> {
                    String service = backend.at("name").text();
                    String port = backend.at("port", "name").text();
                    require(
                            of("Service").stream()
                                    .filter(each -> name(each).equals(service))
                                    .flatMap(each -> each.at("spec", "ports").items().stream())
                                    .anyMatch(each -> each.at("name").text().equals(port)),
                            name(ingress) + ": no port " + port + " of a service " + service);
                });
    }

    private void autoscaler(Node autoscaler) {
        Node target = autoscaler.at("spec", "scaleTargetRef");
        require(
                of(target.at("kind").text()).stream()
                        .anyMatch(each -> name(each).equals(target.at("name").text())),
                name(autoscaler) + ": scales nothing: " + target.at("name").text());
    }

    private void budget(Node budget) {
        require(!selected(budget.at("spec", "selector", "matchLabels")).isEmpty(), name(budget) + ": selects nothing");
    }

    private void policy(Node policy) {
        require(
                !selected(policy.at("spec", "podSelector", "matchLabels")).isEmpty(),
                name(policy) + ": selects nothing");
        for (String direction : List.of("ingress", "egress")) {
            String peers = direction.equals("ingress") ? "from" : "to";
            for (Node rule : policy.at("spec", direction).items()) {
                for (Node peer : rule.at(peers).items()) {
                    Node labels = peer.at("podSelector", "matchLabels");
                    if (labels.isThere() && !peer.at("namespaceSelector").isThere()) {
                        require(
                                !selected(labels).isEmpty(),
                                name(policy) + ": " + peers + " nobody: " + labels.scalars());
                    }
                }
                if (direction.equals("ingress")) {
                    rule.at("ports")
                            .items()
                            .forEach(port -> selected(policy.at("spec", "podSelector", "matchLabels"))
                                    .forEach(each -> require(
                                            ports(each).contains(port.at("port").text()),
                                            name(policy) + ": no port "
                                                    + port.at("port").text() + " of " + name(each))));
                }
            }
        }
    }

    private static String name(Node resource) {
        return resource.at("metadata", "name").text();
    }

    private void require(boolean good, String finding) {
        if (!good) {
            findings.add(finding);
        }
    }

    @Override
    public String toString() {
        return overlay;
    }
}
