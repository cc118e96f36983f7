package dev.wxauth.development;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** What a picture may show of a message: no secret at all, and of what is one for a while its beginning. */
final class Masks {
    private static final Set<String> SECRETS =
            Set.of("session_key", "secret", "signature", "encryptedData", "rawData", "user_code");
    private static final Set<String> SHORTENED = Set.of(
            "code",
            "js_code",
            "skey",
            "token",
            "access_token",
            "refresh_token",
            "device_code",
            "ticket",
            "Idempotency-Key",
            "Authorization");

    /** An address whose last part is a ticket. */
    private static final String ADDRESS = "verification_uri_complete";

    private static final int BEGINNING = 6;
    private static final int OF_A_HEADER = 16;

    private Masks() {}

    /** A body of JSON, masked; what is something else is told by its length. */
    static JsonObject body(String text) {
        try {
            return text.isEmpty() ? new JsonObject() : object(new JsonObject(text));
        } catch (DecodeException e) {
            return new JsonObject().put("bytes", text.length());
        }
    }

    /** A form's fields, masked. */
    static JsonObject form(String text) {
        JsonObject fields = new JsonObject();
        for (String field : text.split("&", -1)) {
            String[] pair = field.split("=", 2);
            fields.put(decoded(pair[0]), decoded(pair[pair.length - 1]));
        }
        return object(fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Members, masked. */
    static JsonObject object(JsonObject members) {
        JsonObject masked = new JsonObject();
        members.forEach(member -> masked.put(member.getKey(), value(member)));
        return masked;
    }

    private static Object value(Map.Entry<String, Object> member) {
        Object value = member.getValue();
        if (SECRETS.contains(member.getKey())) {
            return "•••";
        }
        if (SHORTENED.contains(member.getKey()) && value instanceof String text) {
            return shortened(text, text.startsWith("Bearer ") ? OF_A_HEADER : BEGINNING);
        }
        return member.getKey().equals(ADDRESS) ? withoutEnd(value.toString()) : deeper(value);
    }

    private static String withoutEnd(String address) {
        return address.substring(0, address.lastIndexOf('/') + 1) + "…";
    }

    private static Object deeper(Object value) {
        if (value instanceof JsonObject object) {
            return object(object);
        }
        return value instanceof JsonArray array ? elements(array) : value;
    }

    private static JsonArray elements(JsonArray array) {
        JsonArray masked = new JsonArray();
        array.forEach(element -> masked.add(deeper(element)));
        return masked;
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? "…" : text.substring(0, length) + "…";
    }
}
