package dev.wxauth.token;

import dev.wxauth.crypto.Base64Url;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;

/** The JWT library, loaded with one private key alone: with several it would pick one at random. */
final class JwtSigner {
    private final SigningKey key;
    private final JWTOptions options;
    private final JWTAuth signer;
    private final JWS bareSigner;

    JwtSigner(SigningKey key) {
        this.key = key;
        this.options = new JWTOptions().setAlgorithm(key.algorithm());
        this.signer = JWTAuth.create(null, new JWTAuthOptions().addJwk(key.privateJwk()));
        this.bareSigner = new JWS(new JWK(key.privateJwk()));
    }

    /** The id of its key. */
    String kid() {
        return key.kid();
    }

    /** Signs an access token. */
    String sign(JsonObject claims) {
        return signer.generateToken(claims, options);
    }

    /** Signs a JWT of another type: the library's own way always writes {@code JWT} there. */
    String sign(String type, JsonObject claims) {
        JsonObject header =
                new JsonObject().put("typ", type).put("alg", key.algorithm()).put("kid", key.kid());
        String signed = Base64Url.encode(header.toBuffer().getBytes()) + "."
                + Base64Url.encode(claims.toBuffer().getBytes());
        return signed + "." + Base64Url.encode(bareSigner.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }
}
