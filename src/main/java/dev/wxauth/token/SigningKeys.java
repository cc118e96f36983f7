package dev.wxauth.token;

import dev.wxauth.settings.Parse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The keys of access tokens (a JWK set, RFC 7517 section 5). The first that has begun signs; all of them verify and are
 * published.
 *
 * @param keys in the operator's order
 */
public record SigningKeys(List<SigningKey> keys) {
    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    public static SigningKeys parse(String text) {
        JsonArray jwks = jwks(text);
        Set<String> kids = new HashSet<>();
        List<Integer> places = IntStream.range(0, jwks.size()).boxed().toList();
        return new SigningKeys(Parse.each(places, place -> key(jwks.getValue(place), place == 0, kids)));
    }

    private static SigningKey key(Object jwk, boolean signs, Set<String> kids) {
        SigningKey key = SigningKey.parse(jwk, signs);
        if (!kids.add(key.kid())) {
            throw new IllegalArgumentException("has the same key twice");
        }
        SigningKeyCheck.require(key);
        return key;
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
