package dev.wxauth.token;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The keys of access tokens (a JWK set, RFC 7517 section 5). The first one signs; all of them verify and are published.
 *
 * @param keys in the operator's order
 */
public record SigningKeys(List<SigningKey> keys) {
    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    public static SigningKeys parse(String text) {
        JsonArray jwks = jwks(text);
        List<SigningKey> keys = IntStream.range(0, jwks.size())
                .mapToObj(index -> SigningKey.parse(jwks.getValue(index), index == 0))
                .toList();
        if (keys.stream().map(SigningKey::kid).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("has the same key twice");
        }
        keys.forEach(SigningKeyCheck::require);
        return new SigningKeys(keys);
    }

    private static JsonArray jwks(String text) {
        try {
            JsonArray keys = Objects.requireNonNull(new JsonObject(text).getJsonArray("keys"));
            if (!keys.isEmpty()) {
                return keys;
            }
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            // Said below: the parser's own message would show the key.
        }
        throw new IllegalArgumentException("must be a JWK set with at least one key");
    }

    /** Their ids, in the operator's order. */
    public List<String> kids() {
        return keys.stream().map(SigningKey::kid).toList();
    }
}
