package dev.wxauth.person;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What services ask about persons. */
record PersonsCaller(ServiceExtension service) {
    Reply get(String person) {
        return service.asClient("GET", "/auth/persons/" + person, "");
    }

    Reply endSessions(String person) {
        return service.asClient("DELETE", "/auth/persons/" + person + "/sessions", "");
    }

    /** The openids that a person has, the longest known first. */
    List<String> openids(String person) {
        return users(get(person)).stream().map(user -> user.getString("openid")).toList();
    }

    static List<JsonObject> users(Reply reply) {
        return reply.status() == 404
                ? List.of()
                : reply.json().getJsonArray("users").stream()
                        .map(JsonObject.class::cast)
                        .toList();
    }

    /** The name of the key that says who they are. */
    static String key(String person) {
        return "wxauth:{" + person + "}:p";
    }
}
