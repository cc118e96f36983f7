package dev.wxauth.token;

import dev.wxauth.config.SigningKey;
import dev.wxauth.config.SigningKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The JWT library, loaded with one set of keys: one provider holds the single key that signs, for with several the library
 * would pick one at random; another holds all public keys. The library locks each key, so every event loop has an engine.
 */
final class JwtEngine {
    private final SigningKeys keys;
    private final Map<String, SigningKey> byKid;
    private final JWTOptions signing;
    private final JWTAuth signer;
    private final JWS bareSigner;
    private final JWTAuth verifier;

    JwtEngine(SigningKeys keys) {
        this.keys = keys;
        this.byKid = keys.keys().stream().collect(Collectors.toMap(SigningKey::kid, Function.identity()));
        this.signing = new JWTOptions().setAlgorithm(keys.first().algorithm());
        this.signer =
                JWTAuth.create(null, new JWTAuthOptions().addJwk(keys.first().privateJwk()));
        this.bareSigner = new JWS(new JWK(keys.first().privateJwk()));
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

    String sign(JsonObject claims) {
        return signer.generateToken(claims, signing);
    }

    /** Signs a JWT of another type: the library's own way always writes {@code JWT} there. */
    String sign(String type, JsonObject claims) {
        JsonObject header = new JsonObject()
                .put("typ", type)
                .put("alg", keys.first().algorithm())
                .put("kid", keys.first().kid());
        String signed = encode(header.toBuffer().getBytes()) + "."
                + encode(claims.toBuffer().getBytes());
        return signed + "." + encode(bareSigner.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The claims of a token whose signature holds; its times and its meaning are not looked at. The library throws at
     * times that are no numbers, which composing turns into a refusal.
     */
    Optional<JsonObject> verify(String token) {
        User user = Future.succeededFuture(new TokenCredentials(token))
                .compose(verifier::authenticate)
                .otherwise((User) null)
                .result();
        return Optional.ofNullable(user).map(found -> found.attributes().getJsonObject("accessToken"));
    }
}
