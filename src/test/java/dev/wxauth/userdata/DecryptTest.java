package dev.wxauth.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.OpenDataCipher;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.StoredSessionKeys;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecryptTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final JsonObject STEPS = new JsonObject().put("stepInfoList", "[]");

    @Test
    void givesTheObjectByteForByteAsWeChatMadeIt() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String made = "{ \"n\" : 1.10, \"text\":\"\\u5fae\\/\",\"big\":12345678901234567890123,"
                + "\"watermark\":{\"timestamp\":1,\"appid\":\"" + TestSettings.APPID + "\"}}";
        Reply reply = decrypt(alice, made);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(made);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
    }

    /** Nicknames bring them, and WeChat does not escape them. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0014a", "a\u0000", "tab\there", "line\nbreak", "\u001f\u0001\b"})
    void rawControlCharactersAreReadAndGivenBackEscaped(String name) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String made = "{\"nickName\":\"" + name + "\",\n \"quote\":\"\\\"\",\"watermark\":{\"appid\":\""
                + TestSettings.APPID + "\"}}";
        Reply reply = decrypt(alice, made);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().getString("nickName")).isEqualTo(name);
        assertThat(reply.json().getString("quote")).isEqualTo("\"");
        assertThat(reply.body()).contains("\\u00").contains(",\n ");
    }

    private static Reply decrypt(MiniProgram user, String made) {
        String key = service.wechat().sessionKey(TestSettings.APPID, "alice");
        String iv = OpenDataCipher.iv();
        JsonObject encrypted = new JsonObject()
                .put("encryptedData", OpenDataCipher.encrypt(key, iv, made))
                .put("iv", iv);
        return user.post("/auth/decrypt", encrypted);
    }

    @Test
    void dataEncryptedBeforeTheKeyWasRotatedStillOpens() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject old = alice.encrypt(STEPS);
        alice.rotateSessionKey();
        MiniProgram again = MiniProgram.login(service, "alice");
        assertThat(again.post("/auth/decrypt", old).status()).isEqualTo(200);
        assertThat(again.post("/auth/decrypt", again.encrypt(STEPS)).status()).isEqualTo(200);
        assertThat(service.management().get("/metrics").body())
                .containsPattern("wxauth_session_key_used_total\\{key=\"before\"} [1-9]")
                .containsPattern("wxauth_session_key_used_total\\{key=\"newest\"} [1-9]");
    }

    @Test
    void theKeyBeforeThatIsForgotten() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject old = alice.encrypt(STEPS);
        alice.rotateSessionKey();
        service.login("alice");
        alice.rotateSessionKey();
        service.login("alice");
        assertThat(alice.post("/auth/decrypt", old).error()).isEqualTo("session_key_stale");
    }

    @Test
    void theSameKeyAgainDoesNotPushOutTheOneBefore() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject old = alice.encrypt(STEPS);
        alice.rotateSessionKey();
        service.login("alice");
        service.login("alice");
        service.login("alice");
        assertThat(alice.post("/auth/decrypt", old).status()).isEqualTo(200);
    }

    @Test
    void theKeyBeforeLivesTenMinutes() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.rotateSessionKey();
        service.login("alice");
        Instant until = new StoredSessionKeys(service.redisView(), alice.tag()).beforeUntil();
        assertThat(Duration.between(Instant.now(), until)).isBetween(Duration.ofSeconds(590), Duration.ofSeconds(600));
    }

    @Test
    void dataUnderAKeyThatWeNeverSawIsStale() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.rotateSessionKey();
        Reply reply = alice.post("/auth/decrypt", alice.encrypt(STEPS));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("session_key_stale");
    }

    @Test
    void whateverIsWrongLooksAlike() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject good = alice.encrypt(STEPS);
        JsonObject foreign = alice.encrypt(new JsonObject().put("watermark", new JsonObject().put("appid", "wxother")));
        MiniProgram bob = MiniProgram.login(service, "bob");
        List<JsonObject> bad = List.of(
                good.copy().put("iv", ""),
                good.copy().put("iv", "AAAA"),
                good.copy().put("encryptedData", ""),
                good.copy().put("encryptedData", "***"),
                good.copy().put("encryptedData", "AAAA"),
                good.copy().put("encryptedData", "A".repeat(60_000)),
                foreign,
                bob.encrypt(STEPS));
        for (JsonObject body : bad) {
            Reply reply = alice.post("/auth/decrypt", body);
            assertThat(reply.status()).isEqualTo(400);
            JsonObject shape = reply.json();
            shape.remove("request_id");
            assertThat(shape.encode())
                    .isEqualTo("{\"error\":\"session_key_stale\",\"error_description\":\"The session_key does not fit:"
                            + " log in again, then fetch the data again.\"}");
        }
        service.redisView().call("DEL", "wxauth:{" + alice.tag() + "}:k");
        assertThat(alice.post("/auth/decrypt", good).error()).isEqualTo("session_key_stale");
    }

    @Test
    void missingAndIllTypedMembersAreNamed() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject good = alice.encrypt(STEPS);
        for (String member : List.of("encryptedData", "iv")) {
            JsonObject without = good.copy();
            without.remove(member);
            for (JsonObject body :
                    List.of(without, good.copy().put(member, 1), good.copy().putNull(member))) {
                Reply reply = alice.post("/auth/decrypt", body);
                assertThat(reply.error()).isEqualTo("invalid_request");
                assertThat(reply.json().getString("error_description")).contains(member);
            }
        }
    }

    @Test
    void blanksAreReadAsPlus() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject good = alice.encrypt(new JsonObject().put("text", "x".repeat(2000)));
        JsonObject blanks = new JsonObject()
                .put("encryptedData", good.getString("encryptedData").replace('+', ' '))
                .put("iv", good.getString("iv").replace('+', ' '));
        assertThat(blanks.getString("encryptedData")).contains(" ");
        assertThat(alice.post("/auth/decrypt", blanks).status()).isEqualTo(200);
    }

    @Test
    void withoutACredentialItIs401() {
        Reply reply = service.http().postJson("/auth/decrypt", new JsonObject());
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("www-authenticate")).startsWith("Bearer");
    }
}
