package dev.wxauth.simulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A request as it arrived: query parameters are decoded, and the first wins where one was repeated; the headers' names are in
 * lower case.
 */
public record RecordedCall(
        String method, String path, Map<String, String> params, Map<String, String> headers, String body) {

    public RecordedCall {
        params = Map.copyOf(params);
        headers = Map.copyOf(headers);
    }

    /** The value of a query parameter, empty when it is absent. */
    public String param(String name) {
        return params.getOrDefault(name, "");
    }

    boolean isMethod(String name) {
        return method.equals(name);
    }

    /** The body as a JSON object; refuses by 47001 when it is none. */
    JsonObject json() {
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException notJson) {
            // Refused below, like every other text that is no object.
        }
        throw new Refusal(47001);
    }
}
