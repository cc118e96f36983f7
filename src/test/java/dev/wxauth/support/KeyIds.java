package dev.wxauth.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;

/** By which key something was made. */
public final class KeyIds {
    private KeyIds() {}

    /** A signing key's id: its RFC 7638 thumbprint. */
    public static String of(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of the key that signed a token. */
    public static String ofToken(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of the master key of an skey; it stands behind the version and its own length. */
    public static String ofSkey(String skey) {
        byte[] bytes = Base64.getUrlDecoder().decode(skey);
        return new String(bytes, 2, bytes[1], StandardCharsets.US_ASCII);
    }
}
