package dev.wxauth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Makes tokens by hand, signed by whatever key, as an attacker or a foreign library would. */
public final class Forger {
    private final ECKey key;
    private final String kid;

    /** Signs with this key under the key id that the service gives it. */
    public Forger(ECKey key) {
        this.key = key;
        this.kid = kid(key);
    }

    private static String kid(ECKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The header of a genuine token. */
    public JsonObject header() {
        return new JsonObject().put("alg", "ES256").put("typ", "JWT").put("kid", kid);
    }

    /** The claims of a genuine token of that session. */
    public static JsonObject claims(JsonObject login) {
        long now = System.currentTimeMillis() / 1000;
        return new JsonObject()
                .put("iss", "https://auth.example.com")
                .put("sub", login.getString("openid"))
                .put("aud", "https://auth.example.com")
                .put("client_id", TestSettings.APPID)
                .put("iat", now)
                .put("exp", now + 600)
                .put("jti", "made-by-hand")
                .put("sid", login.getString("session_id"));
    }

    /** A token with these. */
    public String sign(JsonObject header, JsonObject claims) {
        return sign(header.encode(), claims.encode());
    }

    /** Signs these texts as they are, whether they are JSON or not; the signature is always ES256. */
    String sign(String header, String payload) {
        return signParts(encode(header) + "." + encode(payload));
    }

    String signParts(String input) {
        return input + "." + signature(input);
    }

    private Base64URL signature(String input) {
        try {
            return new ECDSASigner(key)
                    .sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(String text) {
        return Base64URL.encode(text).toString();
    }
}
