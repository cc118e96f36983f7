package dev.wxauth.token;

import dev.wxauth.config.SigningKeys;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** The signing keys as they are now, for one event loop. */
public final class TokenKeys {
    private final Supplier<SigningKeys> source;
    private JwtEngine engine;

    /** Takes the keys, which may change at any time. */
    public TokenKeys(Supplier<SigningKeys> source) {
        this.source = source;
        this.engine = new JwtEngine(source.get());
    }

    JwtEngine engine() {
        if (!engine.keys().equals(source.get())) {
            engine = new JwtEngine(source.get());
        }
        return engine;
    }

    /** The public keys as a JWK set (RFC 7517 section 5). */
    public JsonObject jwks() {
        JsonArray keys = new JsonArray();
        source.get().keys().forEach(key -> keys.add(key.publicJwk()));
        return new JsonObject().put("keys", keys);
    }

    /** The algorithm that signs now. */
    public String algorithm() {
        return source.get().first().algorithm();
    }
}
