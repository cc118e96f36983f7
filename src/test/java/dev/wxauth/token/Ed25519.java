package dev.wxauth.token;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;

/** Makes keys for EdDSA by the JDK: Nimbus would need another library for it. */
final class Ed25519 {
    private static final int KEY_BYTES = 32;

    private Ed25519() {}

    static JWK generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519", "SunEC").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] point = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
            byte[] secret = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            return JWK.parse(new JsonObject()
                    .put("kty", "OKP")
                    .put("crv", "Ed25519")
                    .put("x", base64(point))
                    .put("d", base64(secret))
                    .encode());
        } catch (GeneralSecurityException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
