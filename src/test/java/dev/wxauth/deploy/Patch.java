package dev.wxauth.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Changes an object of the base as kustomize does, as far as our patches need it. */
final class Patch {
    private static final String NAME = "name";

    /** The one list among those we change whose elements are merged, by their names; all others are replaced. */
    private static final String CONTAINERS = "containers";

    private Patch() {}

    /** The whole object of the base that a patch changes, with its changes. */
    static JsonObject applied(Path file) {
        JsonObject patch = Manifests.documents(file).get(0);
        JsonObject whole = Manifests.objectFiles().stream()
                .filter(other -> other.startsWith(Manifests.BASE))
                .flatMap(other -> Manifests.documents(other).stream())
                .filter(object -> StrictModel.kind(object).equals(StrictModel.kind(patch)))
                .findFirst()
                .orElseThrow();
        merge(whole, patch);
        return whole;
    }

    private static void merge(JsonObject whole, JsonObject patch) {
        patch.entrySet().forEach(change -> {
            JsonElement old = whole.get(change.getKey());
            whole.add(change.getKey(), merged(change.getKey(), old, change.getValue()));
        });
    }

    private static JsonElement merged(String member, JsonElement old, JsonElement change) {
        if (old instanceof JsonObject whole && change instanceof JsonObject patch) {
            merge(whole, patch);
            return whole;
        }
        if (member.equals(CONTAINERS)) {
            elements(change).forEach(patch -> merge(named(old, patch.get(NAME)).orElseThrow(), patch));
            return old;
        }
        return change instanceof JsonArray array ? withoutDirectives(array) : change;
    }

    private static Optional<JsonObject> named(JsonElement list, JsonElement name) {
        return elements(list).filter(element -> element.get(NAME).equals(name)).findFirst();
    }

    private static Stream<JsonObject> elements(JsonElement list) {
        return StreamSupport.stream(list.getAsJsonArray().spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    private static JsonArray withoutDirectives(JsonArray list) {
        JsonArray rest = new JsonArray();
        StreamSupport.stream(list.spliterator(), false)
                .filter(element -> !(element instanceof JsonObject object && object.has("$patch")))
                .forEach(rest::add);
        return rest;
    }
}
