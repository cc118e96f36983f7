package dev.wxauth.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.OpenDataCipher;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenDataTest {
    private static final String APPID = "wx0123456789abcdef";
    private static final String KEY = "OOh3ZoZSBxfUZSl43UlvPg==";
    private static final String IV = "kykmkEsKmuAgOGsMu4naZQ==";

    @ParameterizedTest
    @ValueSource(strings = {"aes-cbc-official-userinfo", "aes-cbc-synthetic-phone"})
    void decryptsThePublishedVectors(String id) {
        JsonObject vector = WeChatVectors.get(id);
        assertThat(decrypt(vector.getString("session_key"), encrypted(vector), vector.getString("appid"))
                        .orElseThrow()
                        .text())
                .isEqualTo(vector.getString("plaintext"));
    }

    @Test
    void aForeignKeyDoesNotDecrypt() {
        JsonObject vector = WeChatVectors.get("aes-cbc-official-userinfo");
        String foreign = WeChatVectors.get("aes-cbc-wrong-key-bad-padding").getString("session_key");
        assertThat(decrypt(foreign, encrypted(vector), vector.getString("appid")))
                .isEmpty();
    }

    @Test
    void anotherAppsWatermarkIsRefused() {
        JsonObject vector = WeChatVectors.get("aes-cbc-official-userinfo");
        assertThat(decrypt(vector.getString("session_key"), encrypted(vector), APPID))
                .isEmpty();
    }

    @Test
    void checksThePublishedSignatureOverTheText() {
        JsonObject vector = WeChatVectors.get("sha1-rawdata-official");
        byte[] key = bytes(vector.getString("session_key"));
        String rawData = vector.getString("rawData");
        assertThat(OpenData.isSigned(key, rawData, vector.getString("signature")))
                .isTrue();
        assertThat(OpenData.isSigned(key, rawData + " ", vector.getString("signature")))
                .isFalse();
        assertThat(OpenData.isSigned(key, rawData, "")).isFalse();
    }

    @Test
    void signsAsThePublishedVectorDoesWithTheKeysText() {
        JsonObject vector = WeChatVectors.get("hmac-user-state-official");
        assertThat(OpenData.sign(bytes(vector.getString("session_key")), vector.getString("body")))
                .isEqualTo(vector.getString("signature"))
                .isNotEqualTo(vector.getString("wrong_if_key_is_decoded"));
    }

    @Test
    void readsBase64AsItSuffersOnItsWay() {
        JsonObject vector = WeChatVectors.get("aes-cbc-synthetic-phone");
        String data = vector.getString("encryptedData");
        String iv = vector.getString("iv");
        String broken = data.substring(0, 76) + "\r\n" + data.substring(76);
        assertThat(decrypt(KEY, new EncryptedData(data.replace('+', ' '), iv.replace('+', ' ')), APPID))
                .isPresent();
        assertThat(decrypt(KEY, new EncryptedData(data.replace('+', '-').replace('/', '_'), iv), APPID))
                .isPresent();
        assertThat(decrypt(KEY, new EncryptedData(data.replace("=", ""), iv.replace("=", "")), APPID))
                .isPresent();
        assertThat(decrypt(KEY, new EncryptedData(broken, iv), APPID)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "====", "A", "!!!!", "AAAA", "kykmkEsKmuAgOGsMu4naZQ", "\u5fae\u4fe1"})
    void refusesDataThatCannotBeACiphertext(String data) {
        assertThat(decrypt(KEY, new EncryptedData(data, IV), APPID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "kykmkEsKmuAgOGsMu4na", "kykmkEsKmuAgOGsMu4naZQAA", "*"})
    void refusesAnIvThatIsNot16Bytes(String iv) {
        String data = WeChatVectors.get("aes-cbc-synthetic-phone").getString("encryptedData");
        assertThat(decrypt(KEY, new EncryptedData(data, iv), APPID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "1",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{\"watermark\":null}",
                "{\"watermark\":\"wx0123456789abcdef\"}",
                "{\"watermark\":{}}",
                "{\"watermark\":{\"appid\":1}}",
                "{\"watermark\":{\"appid\":\"wx0000000000000000\"}}",
                "{\"watermark\":{\"appid\":\"wx0123456789abcdef\"}} more",
                "\ufeff{\"watermark\":{\"appid\":\"wx0123456789abcdef\"}}"
            })
    void refusesAPlaintextThatIsNoObjectWithOurWatermark(String plaintext) {
        assertThat(decrypt(KEY, new EncryptedData(OpenDataCipher.encrypt(KEY, IV, plaintext), IV), APPID))
                .isEmpty();
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] plain =
                "{\"a\":\"x\",\"watermark\":{\"appid\":\"wx0123456789abcdef\"}}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(decrypt(KEY, padded(plain, 9), APPID)).isPresent();
        plain[6] = (byte) 0xff;
        assertThat(decrypt(KEY, padded(plain, 9), APPID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 10, 16, 17, 255})
    void refusesPaddingThatSaysAnotherLength(int said) {
        byte[] plain =
                "{\"a\":\"x\",\"watermark\":{\"appid\":\"wx0123456789abcdef\"}}".getBytes(StandardCharsets.UTF_8);
        assertThat(decrypt(KEY, padded(plain, said), APPID)).isEmpty();
    }

    /** The plaintext above lacks 9 bytes to four blocks; the last one says how many there are. */
    private static EncryptedData padded(byte[] plain, int said) {
        byte[] blocks = new byte[64];
        Arrays.fill(blocks, (byte) 9);
        System.arraycopy(plain, 0, blocks, 0, plain.length);
        blocks[63] = (byte) said;
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(Base64.getDecoder().decode(KEY), "AES"),
                    new IvParameterSpec(Base64.getDecoder().decode(IV)));
            return new EncryptedData(Base64.getEncoder().encodeToString(cipher.doFinal(blocks)), IV);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<OpenedData> decrypt(String key, EncryptedData encrypted, String appid) {
        return OpenData.decrypt(bytes(key), encrypted, appid);
    }

    private static EncryptedData encrypted(JsonObject vector) {
        return new EncryptedData(vector.getString("encryptedData"), vector.getString("iv"));
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.US_ASCII);
    }
}
