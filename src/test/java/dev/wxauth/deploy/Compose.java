package dev.wxauth.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The example for those without Kubernetes. */
record Compose(JsonObject json) {
    static final Path FILE = Manifests.EXAMPLES.resolve("compose.yaml");

    static Compose read() {
        return new Compose(Manifests.documents(FILE).get(0));
    }

    JsonObject service(String name) {
        return json.getAsJsonObject("services").getAsJsonObject(name);
    }

    List<JsonObject> services() {
        return json.getAsJsonObject("services").entrySet().stream()
                .map(service -> service.getValue().getAsJsonObject())
                .toList();
    }

    /** The variables of the program, as they are written. */
    Map<String, String> environment() {
        return service("wxauth").getAsJsonObject("environment").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getAsString()));
    }

    static Stream<String> strings(JsonObject object, String member) {
        return StreamSupport.stream(object.getAsJsonArray(member).spliterator(), false)
                .map(JsonElement::getAsString);
    }
}
