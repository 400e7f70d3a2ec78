package io.keel.im.examples.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kubectl kustomize} makes of a folder, as far as our files use it: resources, images, replicas, generated ConfigMaps and
 * Secrets without the hash in their names, and patches, merged or by JSON pointers. Whatever else a file says is a finding.
 */
final class Kustomization {

    private static final List<String> KNOWN = List.of(
            "apiVersion",
            "kind",
            "namespace",
            "resources",
            "images",
            "configMapGenerator",
            "secretGenerator",
            "replicas",
            "patches");

    private final DeployTree tree;
    private final String folder;
    private final List<Map<String, @Nullable Object>> resources = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    private Kustomization(DeployTree tree, String folder) {
        this.tree = tree;
        this.folder = folder;
    }

    static Kustomization of(DeployTree tree, String folder) {
        Kustomization built = new Kustomization(tree, folder);
        if (tree.has(folder + "/kustomization.yaml")) {
            built.build(tree.document(folder + "/kustomization.yaml"));
        } else {
            built.findings.add(folder + ": no kustomization.yaml");
        }
        return built;
    }

    List<Node> resources() {
        return resources.stream().map(Node::new).toList();
    }

    List<String> findings() {
        return findings;
    }

    private void build(Node file) {
        file.entries().keySet().stream()
                .filter(key -> !KNOWN.contains(key))
                .forEach(key -> findings.add(folder + ": " + key + " is not understood"));
        file.at("resources").texts().forEach(this::resource);
        file.at("configMapGenerator").items().forEach(each -> generated("ConfigMap", each));
        file.at("secretGenerator").items().forEach(each -> generated("Secret", each));
        file.at("images").items().forEach(this::image);
        file.at("replicas").items().forEach(this::replicas);
        file.at("patches").items().forEach(this::patch);
    }

    private void resource(String name) {
        String path = folder + "/" + name;
        if (!tree.has(path)) {
            findings.add(folder + ": no resource " + name);
        } else if (name.endsWith(".yaml")) {
            tree.documents(path).forEach(each -> resources.add(Patches.copy(each)));
        } else {
            Kustomization base = of(tree, path);
            findings.addAll(base.findings);
            resources.addAll(base.resources);
        }
    }

    private void generated(String kind, Node generator) {
        Map<String, @Nullable Object> data = new TreeMap<>();
        List<String> lines = new ArrayList<>(generator.at("literals").texts());
        for (String file : generator.at("envs").texts()) {
            // A file of secrets is not in the repository: its example stands for it.
            String example = folder + "/" + file + (kind.equals("Secret") ? ".example" : "");
            if (tree.has(example)) {
                tree.text(example)
                        .lines()
                        .filter(line -> line.matches("\\w+=.*"))
                        .forEach(lines::add);
            } else {
                findings.add(folder + ": no " + example);
            }
        }
        lines.forEach(line -> data.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        resources.add(new LinkedHashMap<>(Map.of(
                "apiVersion",
                "v1",
                "kind",
                kind,
                "metadata",
                Map.of("name", generator.at("name").text()),
                kind.equals("Secret") ? "stringData" : "data",
                data)));
    }

    private void image(Node image) {
        String name = image.at("name").text();
        String by = (image.at("newName").isThere() ? image.at("newName").text() : name) + ":"
                + image.at("newTag").text();
        if (Patches.replaceImage(resources, name, by) == 0) {
            findings.add(folder + ": no image " + name);
        }
    }

    private void replicas(Node replicas) {
        String name = replicas.at("name").text();
        List<Map<String, @Nullable Object>> targets = resources.stream()
                .filter(each -> new Node(each).at("metadata", "name").text().equals(name)
                        && new Node(each).at("spec", "replicas").isThere())
                .toList();
        if (targets.isEmpty()) {
            findings.add(folder + ": replicas of nothing: " + name);
        }
        targets.forEach(target -> Patches.merge(
                target, Map.of("spec", Map.of("replicas", replicas.at("count").value()))));
    }

    private void patch(Node patch) {
        String path = patch.at("path").text();
        if (!path.isEmpty() && !tree.has(folder + "/" + path)) {
            findings.add(folder + ": no patch " + path);
            return;
        }
        String text = path.isEmpty() ? patch.at("patch").text() : tree.text(folder + "/" + path);
        Node content = Node.documents(text).get(0);
        Node target = patch.at("target").isThere() ? patch.at("target") : content;
        String kind = target.at("kind").text();
        String name = target.at("name").isThere()
                ? target.at("name").text()
                : target.at("metadata", "name").text();
        List<Map<String, @Nullable Object>> targets = resources.stream()
                .filter(each -> new Node(each).at("kind").text().equals(kind))
                .filter(each -> name.isEmpty()
                        || new Node(each).at("metadata", "name").text().equals(name))
                .toList();
        if (targets.isEmpty()) {
            findings.add(folder + ": patches nothing: " + kind + " " + name);
        }
        if (content.at("$patch").text().equals("delete")) {
            resources.removeAll(targets);
        } else if (content.value() instanceof List) {
            for (Node operation : content.items()) {
                targets.forEach(each ->
                        Patches.replace(each, operation).ifPresent(wrong -> findings.add(folder + ": " + wrong)));
            }
        } else {
            targets.forEach(each -> Patches.merge(each, Patches.copy(content)));
        }
    }
}
