package dev.wxauth.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PriorityClass;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Kubernetes' own schema of one kind of object, applied as strictly as an API server that validates fields: an unknown
 * or missing field, or a wrong type, is an {@link IllegalArgumentException}.
 */
record StrictModel(Class<? extends KubernetesObject> type, Validator validator) {

    private static final Map<String, StrictModel> MODELS = Map.ofEntries(
            entry("v1/ConfigMap", V1ConfigMap.class, V1ConfigMap::validateJsonElement),
            entry("v1/Namespace", V1Namespace.class, V1Namespace::validateJsonElement),
            entry("v1/Secret", V1Secret.class, V1Secret::validateJsonElement),
            entry("v1/Service", V1Service.class, V1Service::validateJsonElement),
            entry("v1/ServiceAccount", V1ServiceAccount.class, V1ServiceAccount::validateJsonElement),
            entry("apps/v1/Deployment", V1Deployment.class, V1Deployment::validateJsonElement),
            entry(
                    "autoscaling/v2/HorizontalPodAutoscaler",
                    V2HorizontalPodAutoscaler.class,
                    V2HorizontalPodAutoscaler::validateJsonElement),
            entry("networking.k8s.io/v1/Ingress", V1Ingress.class, V1Ingress::validateJsonElement),
            entry("networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
            entry(
                    "policy/v1/PodDisruptionBudget",
                    V1PodDisruptionBudget.class,
                    V1PodDisruptionBudget::validateJsonElement),
            entry("scheduling.k8s.io/v1/PriorityClass", V1PriorityClass.class, V1PriorityClass::validateJsonElement));

    /** The check that the model generated from Kubernetes' OpenAPI document brings along. */
    interface Validator {
        void validate(JsonElement json) throws IOException;
    }

    private static Map.Entry<String, StrictModel> entry(
            String kind, Class<? extends KubernetesObject> type, Validator validator) {
        return Map.entry(kind, new StrictModel(type, validator));
    }

    static KubernetesObject read(JsonObject json) {
        return of(json).parse(json);
    }

    private static StrictModel of(JsonObject json) {
        String kind = kind(json);
        StrictModel model = MODELS.get(kind);
        if (model == null) {
            throw new IllegalArgumentException("no model for " + kind + ": mend its apiVersion, or add it here");
        }
        return model;
    }

    /** The {@code apiVersion} and, behind a slash, the {@code kind}. */
    static String kind(JsonObject json) {
        return json.get("apiVersion").getAsString() + "/" + json.get("kind").getAsString();
    }

    /** Gson takes "8080" for 8080, so what goes in must come out the same. */
    private KubernetesObject parse(JsonObject json) {
        try {
            validator.validate(json);
            KubernetesObject object = JSON.getGson().fromJson(json, type);
            changes("", json, JSON.getGson().toJsonTree(object)).findFirst().ifPresent(StrictModel::refuse);
            return object;
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The paths at which the model read something else. Empty lists and maps, which it adds by itself, are none. */
    private static Stream<String> changes(String path, JsonElement given, JsonElement read) {
        if (given instanceof JsonObject object && read instanceof JsonObject other) {
            return object.entrySet().stream()
                    .flatMap(member ->
                            changes(path + "." + member.getKey(), member.getValue(), other.get(member.getKey())));
        }
        if (given instanceof JsonArray array && read instanceof JsonArray other && array.size() == other.size()) {
            return IntStream.range(0, array.size())
                    .boxed()
                    .flatMap(index -> changes(path + "[" + index + "]", array.get(index), other.get(index)));
        }
        return given.equals(read) ? Stream.empty() : Stream.of(path);
    }

    private static void refuse(String path) {
        throw new IllegalArgumentException("has the wrong type: " + path);
    }
}
