package dev.wxauth.deploy;

import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;
import java.util.List;

/** The objects that kustomize made of an overlay. */
record BuiltOverlay(String yaml, List<JsonObject> objects) {

    static BuiltOverlay of(String yaml) {
        return new BuiltOverlay(yaml, Manifests.documents(yaml));
    }

    List<String> kinds() {
        return objects.stream().map(BuiltOverlay::kind).toList();
    }

    /** The one object of a kind, as it is written. */
    JsonObject one(String kind) {
        return objects.stream()
                .filter(object -> kind(object).equals(kind))
                .reduce(BuiltOverlay::refuse)
                .orElseThrow();
    }

    /** The one object of a kind that Kubernetes knows. */
    <T extends KubernetesObject> T one(String kind, Class<T> type) {
        return type.cast(StrictModel.read(one(kind)));
    }

    private static String kind(JsonObject object) {
        return object.get("kind").getAsString();
    }

    private static JsonObject refuse(JsonObject one, JsonObject other) {
        throw new IllegalStateException("two of a kind: " + one + other);
    }
}
