package dev.wxauth.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * WeChat's side of the cryptography of sections 3.1, 5.1 and 5.2 of the WeChat page. It is written apart from the
 * service's own, so that the two prove each other.
 */
public final class OpenDataCipher {

    private OpenDataCipher() {}

    /** A fresh initialisation vector, in base64. */
    public static String iv() {
        return Base64.getEncoder().encodeToString(RandomText.bytes(16));
    }

    /** AES-128-CBC with PKCS#7 padding; key, iv and the answer are in base64. */
    public static String encrypt(String sessionKey, String iv, String plaintext) {
        byte[] encrypted = aes(Cipher.ENCRYPT_MODE, sessionKey, iv, plaintext.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(encrypted);
    }

    /** The reverse of {@link #encrypt}; throws an {@link IllegalArgumentException} when the key does not fit. */
    public static String decrypt(String sessionKey, String iv, String encryptedData) {
        byte[] decoded = Base64.getDecoder().decode(encryptedData);
        return new String(aes(Cipher.DECRYPT_MODE, sessionKey, iv, decoded), StandardCharsets.UTF_8);
    }

    /** The signature of open data: lower-case hexadecimal SHA-1 of rawData followed by the text of the session_key. */
    public static String signature(String sessionKey, String rawData) {
        return HexFormat.of().formatHex(digest("SHA-1", (rawData + sessionKey).getBytes(StandardCharsets.UTF_8)));
    }

    /** The signature of the user's state: lower-case hexadecimal HMAC-SHA256 under the text of the session_key. */
    public static String userState(String sessionKey, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(sessionKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] aes(int mode, String sessionKey, String iv, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            byte[] key = Base64.getDecoder().decode(sessionKey);
            IvParameterSpec vector = new IvParameterSpec(Base64.getDecoder().decode(iv));
            cipher.init(mode, new SecretKeySpec(key, "AES"), vector);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the session_key does not fit", e);
        }
    }
}
