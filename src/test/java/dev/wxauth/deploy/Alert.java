package dev.wxauth.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One alert of the PrometheusRule. */
record Alert(JsonObject json) {
    static final Path FILE = Manifests.MONITORING.resolve("prometheusrule.yaml");

    static List<Alert> all() {
        return elements(spec(), "groups")
                .flatMap(group -> elements(group, "rules"))
                .map(Alert::new)
                .toList();
    }

    /** What a file of rules for Prometheus holds. */
    static JsonObject spec() {
        return Manifests.documents(FILE).get(0).getAsJsonObject("spec");
    }

    String name() {
        return text("alert");
    }

    Query query() {
        return new Query(text("expr"));
    }

    String severity() {
        return json.getAsJsonObject("labels").get("severity").getAsString();
    }

    String annotation(String name) {
        return json.getAsJsonObject("annotations").get(name).getAsString();
    }

    private String text(String member) {
        return json.get(member).getAsString();
    }

    private static Stream<JsonObject> elements(JsonObject object, String member) {
        return StreamSupport.stream(object.getAsJsonArray(member).spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }
}
