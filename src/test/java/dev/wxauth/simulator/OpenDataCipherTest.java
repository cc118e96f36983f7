package dev.wxauth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every published vector, by its id in {@code wechat-vectors.json}. */
class OpenDataCipherTest {

    private static final Map<String, JsonObject> VECTORS = new LinkedHashMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = OpenDataCipherTest.class.getResourceAsStream("/wechat-vectors.json")) {
            JsonArray vectors = new JsonObject(Buffer.buffer(file.readAllBytes())).getJsonArray("vectors");
            vectors.stream().map(JsonObject.class::cast).forEach(vector -> VECTORS.put(vector.getString("id"), vector));
        }
    }

    @Test
    void noVectorIsLeftOut() {
        assertThat(VECTORS)
                .containsOnlyKeys(
                        "aes-cbc-official-userinfo",
                        "sha1-rawdata-official",
                        "hmac-user-state-official",
                        "aes-cbc-wrong-key-bad-padding",
                        "aes-cbc-synthetic-phone",
                        "rid-timestamp");
    }

    @Test
    void officialUserInfo() {
        JsonObject vector = VECTORS.get("aes-cbc-official-userinfo");

        assertRoundTrip(vector);
        assertThat(Base64.getDecoder().decode(vector.getString("encryptedData")))
                .hasSize(400);
        assertThat(new JsonObject(vector.getString("plaintext")).getJsonObject("watermark"))
                .isEqualTo(vector.getJsonObject("watermark"));
    }

    @Test
    void syntheticPhone() {
        assertRoundTrip(VECTORS.get("aes-cbc-synthetic-phone"));
    }

    @Test
    void wrongKeyIsRejected() {
        JsonObject vector = VECTORS.get("aes-cbc-wrong-key-bad-padding");
        JsonObject base = VECTORS.get(vector.getString("base"));

        assertThatThrownBy(() -> OpenDataCipher.decrypt(
                        vector.getString("session_key"), base.getString("iv"), base.getString("encryptedData")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void officialRawDataSignature() {
        JsonObject vector = VECTORS.get("sha1-rawdata-official");

        assertThat(OpenDataCipher.signature(vector.getString("session_key"), vector.getString("rawData")))
                .isEqualTo(vector.getString("signature"));
    }

    @Test
    void officialUserStateSignature() {
        JsonObject vector = VECTORS.get("hmac-user-state-official");

        assertThat(OpenDataCipher.userState(vector.getString("session_key"), vector.getString("body")))
                .isEqualTo(vector.getString("signature"))
                .isNotEqualTo(vector.getString("wrong_if_key_is_decoded"));
    }

    @Test
    void ridBeginsWithTheSecondOfTheRequest() {
        JsonObject vector = VECTORS.get("rid-timestamp");
        Instant second = Instant.ofEpochSecond(vector.getLong("unix"));

        assertThat(second).isEqualTo(vector.getInstant("utc"));
        assertThat(RefusalTexts.rid(second))
                .hasSameSizeAs(vector.getString("rid"))
                .startsWith(vector.getString("rid").substring(0, 9));
    }

    private static void assertRoundTrip(JsonObject vector) {
        String key = vector.getString("session_key");
        String plaintext = vector.getString("plaintext");

        assertThat(plaintext.getBytes(StandardCharsets.UTF_8)).hasSize(vector.getInteger("plaintext_bytes"));
        assertThat(OpenDataCipher.decrypt(key, vector.getString("iv"), vector.getString("encryptedData")))
                .isEqualTo(plaintext);
        assertThat(OpenDataCipher.encrypt(key, vector.getString("iv"), plaintext))
                .isEqualTo(vector.getString("encryptedData"));
    }
}
