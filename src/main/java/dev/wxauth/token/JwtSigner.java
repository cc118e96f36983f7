package dev.wxauth.token;

import dev.wxauth.crypto.Base64Url;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import java.nio.charset.StandardCharsets;

/**
 * Signs JWTs in compact serialisation (RFC 7515 section 7.1) with one private key. The JWT library's provider would write
 * the same, but its header anew for each token, only as {@code JWT}, and with several keys under any of them.
 */
final class JwtSigner {
    private final SigningKey key;
    private final JWS signer;
    private final String header;

    JwtSigner(SigningKey key) {
        this.key = key;
        this.signer = new JWS(new JWK(key.privateJwk()));
        this.header = header("JWT");
    }

    private String header(String type) {
        JsonObject header =
                new JsonObject().put("typ", type).put("alg", key.algorithm()).put("kid", key.kid());
        return encode(header) + ".";
    }

    private static String encode(JsonObject json) {
        return Base64Url.encode(json.toBuffer().getBytes());
    }

    /** The id of its key. */
    String kid() {
        return key.kid();
    }

    /** Signs an access token. */
    String sign(JsonObject claims) {
        return sign(header + encode(claims));
    }

    /** Signs a JWT of another type. */
    String sign(String type, JsonObject claims) {
        return sign(header(type) + encode(claims));
    }

    private String sign(String text) {
        return text + "." + Base64Url.encode(signer.sign(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
