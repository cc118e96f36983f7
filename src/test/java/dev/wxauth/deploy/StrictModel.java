package dev.wxauth.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
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

    private static final Map<String, StrictModel> MODELS = Map.of(
            "v1/Namespace", new StrictModel(V1Namespace.class, V1Namespace::validateJsonElement),
            "v1/Secret", new StrictModel(V1Secret.class, V1Secret::validateJsonElement),
            "v1/Service", new StrictModel(V1Service.class, V1Service::validateJsonElement),
            "v1/ServiceAccount", new StrictModel(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement),
            "apps/v1/Deployment", new StrictModel(V1Deployment.class, V1Deployment::validateJsonElement),
            "autoscaling/v2/HorizontalPodAutoscaler",
                    new StrictModel(V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement),
            "networking.k8s.io/v1/NetworkPolicy",
                    new StrictModel(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
            "policy/v1/PodDisruptionBudget",
                    new StrictModel(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement));

    /** The check that the model generated from Kubernetes' OpenAPI document brings along. */
    interface Validator {
        void validate(JsonElement json) throws IOException;
    }

    static KubernetesObject read(JsonObject json) {
        String kind =
                json.get("apiVersion").getAsString() + "/" + json.get("kind").getAsString();
        StrictModel model = MODELS.get(kind);
        if (model == null) {
            throw new IllegalArgumentException("no model for " + kind + ": mend its apiVersion, or add it here");
        }
        return model.parse(json);
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
