package dev.wxauth.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** SHA-256 (FIPS 180-4), which every Java platform has. What computes it is kept for each thread. */
public final class Sha256 {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

    private static final int SHORT_BYTES = 16;

    private Sha256() {}

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The 32 bytes of the hash. */
    public static byte[] of(byte[] bytes) {
        return DIGEST.get().digest(bytes);
    }

    /** The hash in base64url without padding, 43 characters. */
    public static String base64Url(byte[] bytes) {
        return Base64Url.encode(of(bytes));
    }

    /** The first 16 bytes of the hash of a text's UTF-8 in base64url without padding, 22 characters: no two texts share one. */
    public static String shortBase64Url(String text) {
        return Base64Url.encode(Arrays.copyOf(of(text.getBytes(StandardCharsets.UTF_8)), SHORT_BYTES));
    }

    /** The hash of a text's UTF-8 in base64url without padding. */
    public static String base64Url(String text) {
        return base64Url(text.getBytes(StandardCharsets.UTF_8));
    }
}
