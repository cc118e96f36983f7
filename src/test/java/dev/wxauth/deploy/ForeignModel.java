package dev.wxauth.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the manifests use of kinds that are not Kubernetes' own and have no model: the paths of all values that an object of
 * theirs may have, and must have.
 */
record ForeignModel(Set<String> must, Set<String> may) {
    private static final Set<String> ALWAYS = Set.of(".apiVersion", ".kind", ".metadata.name");
    private static final Set<String> COMMON = Set.of(".metadata.labels.app.kubernetes.io/name", ".metadata.namespace");

    private static final Map<String, ForeignModel> MODELS = Map.of(
            // https://external-secrets.io/latest/api/externalsecret/
            "external-secrets.io/v1/ExternalSecret",
            new ForeignModel(
                    Set.of(
                            ".spec.secretStoreRef.name",
                            ".spec.target.name",
                            ".spec.data[].secretKey",
                            ".spec.data[].remoteRef.key"),
                    Set.of(
                            ".spec.refreshInterval",
                            ".spec.secretStoreRef.kind",
                            ".spec.target.creationPolicy",
                            ".spec.target.deletionPolicy",
                            ".spec.data[].remoteRef.property")),
            // https://gateway-api.sigs.k8s.io/reference/spec/#httproute
            "gateway.networking.k8s.io/v1/HTTPRoute",
            new ForeignModel(
                    Set.of(
                            ".spec.parentRefs[].name",
                            ".spec.parentRefs[].sectionName",
                            ".spec.hostnames[]",
                            ".spec.rules[].matches[].path.type",
                            ".spec.rules[].matches[].path.value",
                            ".spec.rules[].backendRefs[].name",
                            ".spec.rules[].backendRefs[].port"),
                    Set.of(".spec.parentRefs[].namespace")),
            // https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor
            "monitoring.coreos.com/v1/PodMonitor",
            new ForeignModel(
                    Set.of(
                            ".spec.jobLabel",
                            ".spec.selector.matchLabels.app.kubernetes.io/name",
                            ".spec.podMetricsEndpoints[].port",
                            ".spec.podMetricsEndpoints[].path"),
                    Set.of(".spec.podMetricsEndpoints[].interval", ".spec.podMetricsEndpoints[].scrapeTimeout")),
            // https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
            "monitoring.coreos.com/v1/PrometheusRule",
            new ForeignModel(
                    Set.of(
                            ".spec.groups[].name",
                            ".spec.groups[].rules[].alert",
                            ".spec.groups[].rules[].expr",
                            ".spec.groups[].rules[].labels.severity",
                            ".spec.groups[].rules[].annotations.summary",
                            ".spec.groups[].rules[].annotations.description",
                            ".spec.groups[].rules[].annotations.runbook_url"),
                    Set.of(".spec.groups[].rules[].for")));

    static boolean isForeign(JsonObject json) {
        return MODELS.containsKey(StrictModel.kind(json));
    }

    /** Reads an object of any kind, foreign or not. */
    static void readAny(JsonObject json) {
        if (isForeign(json)) {
            MODELS.get(StrictModel.kind(json)).check(json);
        } else {
            StrictModel.read(json);
        }
    }

    private void check(JsonObject json) {
        Set<String> paths = paths("", json).collect(Collectors.toCollection(TreeSet::new));
        refuse("lacks ", without(all(must, ALWAYS), paths));
        refuse("has an unknown ", without(paths, all(all(must, may), all(ALWAYS, COMMON))));
    }

    private static Stream<String> paths(String path, JsonElement json) {
        if (json instanceof JsonObject object) {
            return object.entrySet().stream().flatMap(member -> paths(path + "." + member.getKey(), member.getValue()));
        }
        return json instanceof JsonArray array
                ? StreamSupport.stream(array.spliterator(), false).flatMap(element -> paths(path + "[]", element))
                : Stream.of(path);
    }

    private static Set<String> all(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        return some.stream().filter(path -> !others.contains(path)).collect(Collectors.toSet());
    }

    private static void refuse(String what, Set<String> paths) {
        if (!paths.isEmpty()) {
            throw new IllegalArgumentException(what + paths);
        }
    }
}
