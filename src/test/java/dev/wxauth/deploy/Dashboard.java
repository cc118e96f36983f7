package dev.wxauth.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboard of Grafana. */
record Dashboard(JsonObject json) {
    static final String FILE_NAME = "dashboard.json";

    static Dashboard read() {
        return new Dashboard(JsonParser.parseString(Manifests.text(Manifests.MONITORING.resolve(FILE_NAME)))
                .getAsJsonObject());
    }

    /** What shows something: rows are headings. */
    List<Panel> panels() {
        return elements(json, "panels")
                .filter(panel -> !panel.get("type").getAsString().equals("row"))
                .map(Panel::new)
                .toList();
    }

    List<JsonObject> variables() {
        return elements(json.getAsJsonObject("templating"), "list").toList();
    }

    /** One picture. */
    record Panel(JsonObject json) {
        String title() {
            return json.get("title").getAsString();
        }

        String unit() {
            JsonElement unit = json.getAsJsonObject("fieldConfig")
                    .getAsJsonObject("defaults")
                    .get("unit");
            return unit == null ? "" : unit.getAsString();
        }

        /** How many of the 24 columns it takes, and which are left of it. */
        int end() {
            JsonObject place = json.getAsJsonObject("gridPos");
            return place.get("x").getAsInt() + place.get("w").getAsInt();
        }

        List<JsonObject> targets() {
            return elements(json, "targets").toList();
        }

        List<Query> queries() {
            return targets().stream()
                    .map(target -> new Query(target.get("expr").getAsString()).filled())
                    .toList();
        }
    }

    private static Stream<JsonObject> elements(JsonObject object, String member) {
        return StreamSupport.stream(object.getAsJsonArray(member).spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }
}
