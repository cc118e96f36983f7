package dev.wxauth.token;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;

/**
 * Proves that a key works before anything depends on it. The JWT library only logs a key that it cannot load, and a
 * provider without keys would accept unsigned tokens.
 */
final class SigningKeyCheck {
    private static final String UNSIGNED = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30";

    private SigningKeyCheck() {}

    static void require(SigningKey key) {
        if (accepts(key, UNSIGNED) || (key.canSign() && !roundTrips(key))) {
            throw new IllegalArgumentException("has a key that cannot be loaded, or whose parts do not fit each other");
        }
    }

    private static boolean roundTrips(SigningKey key) {
        try {
            JWTOptions options = new JWTOptions().setAlgorithm(key.algorithm());
            return accepts(key, provider(key.privateJwk()).generateToken(new JsonObject(), options));
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean accepts(SigningKey key, String token) {
        return provider(key.publicJwk())
                .authenticate(new TokenCredentials(token))
                .succeeded();
    }

    /** No Vertx is needed: the library uses it to read key stores, and there is none. */
    private static JWTAuth provider(JsonObject jwk) {
        return JWTAuth.create(null, new JWTAuthOptions().addJwk(jwk));
    }
}
