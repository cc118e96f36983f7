package dev.wxauth.support;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;

/** An answer as a client saw it. */
public record Reply(int status, HttpHeaders headers, String body) {
    /** The body as a JSON object. */
    public JsonObject json() {
        return new JsonObject(body);
    }

    /** A header's value, or null. */
    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** The stable code of an error, or null. */
    public String error() {
        return json().getString("error");
    }
}
