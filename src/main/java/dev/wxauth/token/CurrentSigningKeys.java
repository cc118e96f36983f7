package dev.wxauth.token;

import dev.wxauth.crypto.KeyChoice;
import dev.wxauth.error.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** The signing keys as they are now, for one event loop. */
public final class CurrentSigningKeys {
    private final Supplier<SigningKeys> source;
    private final KeyChoice choice;
    private JwtEngine engine;

    /** Takes the keys, which may change at any time, and what tells which of them signs. */
    public CurrentSigningKeys(Supplier<SigningKeys> source, KeyChoice choice) {
        this.source = source;
        this.choice = choice;
        this.engine = new JwtEngine(source.get());
    }

    JwtEngine engine() {
        if (!engine.keys().equals(source.get())) {
            engine = new JwtEngine(source.get());
        }
        return engine;
    }

    /**
     * What signs now.
     *
     * @throws Fault.TemporarilyUnavailable while Redis has not told which key that is
     */
    JwtSigner signer() {
        JwtEngine current = engine();
        return choice.among(current.signingKids())
                .map(current::signer)
                .orElseThrow(() -> Fault.TemporarilyUnavailable.because("Redis has not told yet which key signs"));
    }

    /** The public keys as a JWK set (RFC 7517 section 5). */
    public JsonObject jwks() {
        JsonArray keys = new JsonArray();
        source.get().keys().forEach(key -> keys.add(key.publicJwk()));
        return new JsonObject().put("keys", keys);
    }

    /** The algorithms of all keys that are published; one of them signs. */
    public List<String> algorithms() {
        return source.get().keys().stream()
                .map(SigningKey::algorithm)
                .distinct()
                .toList();
    }
}
