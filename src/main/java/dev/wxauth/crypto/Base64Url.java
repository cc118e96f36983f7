package dev.wxauth.crypto;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 4648 section 5, RFC 7515 section 2). */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    /** The one text that stands for these bytes. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** The bytes of a text that is just what {@link #encode} makes of them; empty for every other, as the JDK is laxer. */
    public static Optional<byte[]> decode(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text))
                    .filter(bytes -> encode(bytes).equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
