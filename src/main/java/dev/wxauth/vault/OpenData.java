package dev.wxauth.vault;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a session_key is used for (WeChat pages "signature" and "user data decryption"). A session_key comes here as the
 * bytes of its text, and is decoded for AES alone: sha1 and HMAC are made with the text.
 *
 * <p>The scheme has no MAC, so a ciphertext can be tampered with. Whatever is wrong with one looks alike, and the same
 * steps are taken whether or not the padding fits, so that nobody can tell one cause from another.
 */
final class OpenData {
    private static final String HMAC = "HmacSHA256";
    private static final int BLOCK = 16;

    private OpenData() {}

    /** Whether {@code signature} is the lower-case hexadecimal SHA-1 of rawData followed by the session_key. */
    static boolean isSigned(byte[] sessionKey, String rawData, String signature) {
        MessageDigest sha1 = sha1();
        sha1.update(utf8(rawData));
        sha1.update(sessionKey);
        return MessageDigest.isEqual(utf8(HexFormat.of().formatHex(sha1.digest())), utf8(signature));
    }

    /** The lower-case hexadecimal HMAC-SHA256 of a text under the session_key. */
    static String sign(byte[] sessionKey, String payload) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(sessionKey, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(utf8(payload)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /**
     * Decrypts by AES-128-CBC.
     *
     * @return the JSON object inside, if its watermark names this app; empty for anything that is wrong
     */
    static Optional<OpenedData> decrypt(byte[] sessionKey, EncryptedData encrypted, String appid) {
        byte[] key = new byte[0];
        try {
            byte[] iv = decode(encrypted.iv());
            byte[] data = decode(encrypted.encryptedData());
            key = Base64.getDecoder().decode(sessionKey);
            return iv.length == BLOCK && data.length > 0 && data.length % BLOCK == 0
                    ? open(aes(key, iv, data), appid)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Base64 as it arrives: a form turns {@code +} into a blank, some clients use the other alphabet or break lines. */
    private static byte[] decode(String base64) {
        return Base64.getDecoder()
                .decode(base64.replace(' ', '+')
                        .replace('-', '+')
                        .replace('_', '/')
                        .replace("\r", "")
                        .replace("\n", ""));
    }

    private static byte[] aes(byte[] key, byte[] iv, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not to be decrypted", e);
        }
    }

    private static Optional<OpenedData> open(byte[] padded, String appid) {
        int padding = padding(padded);
        Optional<OpenedData> opened =
                json(padded, padded.length - Math.max(0, padding)).filter(data -> data.isFor(appid));
        return padding > 0 ? opened : Optional.empty();
    }

    /** PKCS#7: how many bytes of padding there are, or 0 when it is wrong. Takes the same time either way. */
    private static int padding(byte[] padded) {
        int length = padded[padded.length - 1] & 0xff;
        int wrong = length == 0 || length > BLOCK ? 1 : 0;
        for (int i = 1; i <= BLOCK; i++) {
            int difference = (padded[padded.length - i] & 0xff) ^ length;
            wrong |= i <= length ? difference : 0;
        }
        return wrong == 0 ? length : 0;
    }

    private static Optional<OpenedData> json(byte[] plain, int length) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain, 0, length))
                    .toString();
            return OpenedData.parse(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
