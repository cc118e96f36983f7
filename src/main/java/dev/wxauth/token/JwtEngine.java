package dev.wxauth.token;

import dev.wxauth.error.OutOfMemory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JWT library, loaded with one set of keys: one provider holds all public keys, and each private key has a signer of
 * its own. The library locks each key, so every event loop has an engine.
 */
final class JwtEngine {
    private final SigningKeys keys;
    private final Map<String, SigningKey> byKid;
    private final List<String> signingKids;
    private final Map<String, JwtSigner> signers;
    private final JWTAuth verifier;

    JwtEngine(SigningKeys keys) {
        this.keys = keys;
        this.byKid = keys.keys().stream().collect(Collectors.toMap(SigningKey::kid, Function.identity()));
        this.signingKids = keys.keys().stream()
                .filter(SigningKey::canSign)
                .map(SigningKey::kid)
                .toList();
        this.signers = keys.keys().stream()
                .filter(SigningKey::canSign)
                .collect(Collectors.toMap(SigningKey::kid, JwtSigner::new));
        JWTAuthOptions all = new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
        keys.keys().forEach(key -> all.addJwk(key.publicJwk()));
        this.verifier = JWTAuth.create(null, all);
    }

    /** What the engine was loaded with. */
    SigningKeys keys() {
        return keys;
    }

    Optional<SigningKey> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    /** The keys that could sign, in the operator's order. */
    List<String> signingKids() {
        return signingKids;
    }

    /** The signer of one of those. */
    JwtSigner signer(String kid) {
        return Objects.requireNonNull(signers.get(kid), "it is one that can sign");
    }

    /**
     * The claims of a token whose signature holds; its times and its meaning are not looked at. The library throws at
     * times that are no numbers, which composing turns into a refusal.
     */
    Optional<JsonObject> verify(String token) {
        User user = Future.succeededFuture(new TokenCredentials(token))
                .compose(verifier::authenticate)
                .otherwise(JwtEngine::refused)
                .result();
        return Optional.ofNullable(user).map(found -> found.attributes().getJsonObject("accessToken"));
    }

    private static @Nullable User refused(Throwable failure) {
        OutOfMemory.endsTheProcess(failure);
        return null;
    }
}
