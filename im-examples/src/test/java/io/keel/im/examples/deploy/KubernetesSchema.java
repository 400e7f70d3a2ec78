package io.keel.im.examples.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The API's own schema, as the project's Java client has it: unknown fields, missing ones and wrong types are found. */
final class KubernetesSchema {

    private static final Map<String, Kind> KINDS = Map.of(
            "apps/v1 Deployment", new Kind(V1Deployment.class, V1Deployment::validateJsonElement),
            "apps/v1 StatefulSet", new Kind(V1StatefulSet.class, V1StatefulSet::validateJsonElement),
            "v1 Service", new Kind(V1Service.class, V1Service::validateJsonElement),
            "v1 ConfigMap", new Kind(V1ConfigMap.class, V1ConfigMap::validateJsonElement),
            "v1 Secret", new Kind(V1Secret.class, V1Secret::validateJsonElement),
            "v1 Namespace", new Kind(V1Namespace.class, V1Namespace::validateJsonElement),
            "networking.k8s.io/v1 Ingress", new Kind(V1Ingress.class, V1Ingress::validateJsonElement),
            "networking.k8s.io/v1 NetworkPolicy", new Kind(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
            "policy/v1 PodDisruptionBudget",
                    new Kind(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement),
            "autoscaling/v2 HorizontalPodAutoscaler",
                    new Kind(V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement));

    /** Mappings whose values the API takes as texts alone, where YAML easily has a number or a truth value. */
    private static final Set<String> TEXTS =
            Set.of("labels", "annotations", "matchLabels", "nodeSelector", "data", "stringData");

    private record Kind(Class<?> type, Validation validation) {}

    private interface Validation {
        void validate(JsonElement element) throws IOException;
    }

    private KubernetesSchema() {}

    static List<String> findings(Node resource) {
        String name = resource.at("kind").text() + " "
                + resource.at("metadata", "name").text();
        Kind kind = KINDS.get(
                resource.at("apiVersion").text() + " " + resource.at("kind").text());
        if (kind == null) {
            return List.of(name + ": unknown kind " + resource.at("apiVersion").text());
        }
        List<String> findings = new ArrayList<>();
        try {
            JsonElement json = new Gson().toJsonTree(resource.value());
            kind.validation().validate(json);
            // Its types are seen when it is read.
            Objects.requireNonNull(JSON.getGson().fromJson(json, kind.type()));
        } catch (IOException | RuntimeException e) {
            findings.add(name + ": schema: " + e.getMessage());
        }
        resource.all().forEach(place -> texts(name, place, findings));
        return findings;
    }

    private static void texts(String name, Node place, List<String> findings) {
        place.entries().forEach((key, below) -> {
            boolean map = TEXTS.contains(key);
            boolean list = key.equals("args") || key.equals("command");
            List<Node> values = map ? List.copyOf(below.entries().values()) : list ? below.items() : List.of();
            values.stream()
                    .filter(value -> !(value.value() instanceof String))
                    .forEach(value -> findings.add(name + ": " + key + ": not a text: " + value.value()));
        });
        Node value = place.at("value");
        if (place.at("name").isThere() && value.isThere() && !(value.value() instanceof String)) {
            findings.add(name + ": " + place.at("name").text() + ": not a text: " + value.value());
        }
    }
}
