package dev.wxauth.login;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.RedisText;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private static final String KEY = "a-key-of-a-client-1234";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void loginGivesTokensThatAreActive() {
        JsonObject login = service.login("alice");
        assertThat(service.introspect(login.getString("access_token")).getBoolean("active"))
                .isTrue();
        assertThat(service.introspect(login.getString("skey")).getBoolean("active"))
                .isTrue();
    }

    @Test
    void theAnswerHasTheMembersOfTheContractAndNoOthers() {
        Reply reply = login(new JsonObject().put("code", code("alice")));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        JsonObject login = reply.json();
        assertThat(login.fieldNames())
                .containsExactlyInAnyOrder(
                        "token_type",
                        "access_token",
                        "expires_in",
                        "skey",
                        "skey_expires_in",
                        "session_id",
                        "openid",
                        "unionid",
                        "person");
        assertThat(login.getString("token_type")).isEqualTo("Bearer");
        assertThat(login.getLong("expires_in")).isEqualTo(7200);
        assertThat(login.getLong("skey_expires_in")).isEqualTo(2_592_000);
        assertThat(login.getString("openid")).isEqualTo(service.wechat().openid(APPID, "alice"));
        assertThat(login.getString("unionid")).isEqualTo(service.wechat().unionid("alice"));
    }

    @Test
    void theSessionKeyIsInNoAnswer() {
        Reply reply = login(new JsonObject().put("code", code("alice")));
        assertThat(reply.body())
                .doesNotContain(service.wechat().sessionKey(APPID, "alice"))
                .doesNotContain("session_key");
    }

    @Test
    void unionidIsAbsentWhenWeChatGaveNone() {
        service.wechat().bindUnionid(false);
        try {
            assertThat(service.login("nobody-elsewhere").containsKey("unionid")).isFalse();
        } finally {
            service.wechat().bindUnionid(true);
        }
    }

    @Test
    void eachLoginIsASessionOfItsOwn() {
        JsonObject first = service.login("alice");
        JsonObject second = service.login("alice");
        assertThat(first.getString("openid")).isEqualTo(second.getString("openid"));
        assertThat(List.of("session_id", "skey", "access_token"))
                .allMatch(member -> !first.getString(member).equals(second.getString(member)));
    }

    @Test
    void aCodeOfAnotherAppIsRefused() {
        Reply reply = login(new JsonObject().put("code", service.wechat().code("wxffffffffffffffff", "alice")));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_grant");
    }

    @Test
    void appidMayBeNamedWhenOneAppIsServed() {
        assertThat(login(new JsonObject().put("code", code("alice")).put("appid", APPID))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAppThatIsNotServedIsRefusedAndTheCodeLives() {
        String code = code("alice");
        Reply refused = login(new JsonObject().put("code", code).put("appid", "wxffffffffffffffff"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("invalid_request");
        assertThat(refused.json().getString("error_description")).contains("appid");
        assertThat(login(new JsonObject().put("code", code)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iPhone 15", "", "  two  blanks  ", "line\nbreak\tand \"quotes\"", "手机 📱", "a\u0000b"})
    void theDeviceComesBackInTheListOfSessionsAsItWasSent(String device) {
        Reply reply = login(new JsonObject().put("code", code("alice")).put("device", device));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(device(reply.json())).isEqualTo(device);
        service.http()
                .postJson(
                        "/auth/refresh",
                        new JsonObject().put("skey", reply.json().getString("skey")));
        assertThat(device(reply.json())).as("after a refresh").isEqualTo(device);
    }

    @Test
    void aDeviceLabelIsMeasuredInCodePoints() {
        assertThat(loginFrom("😀".repeat(64)).status()).isEqualTo(200);
        Reply tooLong = loginFrom("😀".repeat(65));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.error()).isEqualTo("invalid_request");
        assertThat(tooLong.json().getString("error_description")).contains("device");
    }

    @Test
    void everyKeyInRedisHasATimeToLive() {
        loginWithKey(code("alice"), KEY);
        service.wechat().rotateSessionKey(APPID, "alice");
        loginWithKey(code("alice"), KEY + "-2");

        List<String> keys = service.redisView().keys();
        assertThat(keys).hasSizeGreaterThanOrEqualTo(5).allMatch(key -> key.startsWith("wxauth:"));
        assertThat(keys).allMatch(key -> service.redisView().call("PTTL", key).toLong() > 0);
    }

    @Test
    void neitherTheCodeNorItsKeyNorTheSessionKeyCanBeReadInRedis() {
        String code = code("alice");
        JsonObject login = loginWithKey(code, KEY).json();
        assertThat(RedisText.dump(service.redisView()))
                .doesNotContain(code)
                .doesNotContain(KEY)
                .doesNotContain(service.wechat().sessionKey(APPID, "alice"))
                .doesNotContain(login.getString("skey"))
                .doesNotContain(login.getString("access_token"));
    }

    @Test
    void theAnswerIsTheSameForEveryOrderAndLabelOfWeChatsAnswer() {
        List.of(
                        Trouble.extraFields(),
                        Trouble.errcodeZero(),
                        Trouble.memberOrderReversed(),
                        Trouble.contentType("text/html; charset=gbk"),
                        Trouble.contentType("application/octet-stream"))
                .forEach(this::loginSucceedsUnder);
    }

    private void loginSucceedsUnder(Trouble trouble) {
        service.wechat().troubleNext(1, trouble);
        Reply reply = login(new JsonObject().put("code", code("alice")));
        assertThat(reply.status()).as(trouble.toString()).isEqualTo(200);
        assertThat(reply.json().getString("openid")).isEqualTo(service.wechat().openid(APPID, "alice"));
    }

    private static String code(String user) {
        return service.wechat().code(APPID, user);
    }

    private static Reply login(JsonObject body) {
        return service.http().postJson("/auth/login", body);
    }

    private static Reply loginFrom(String device) {
        return login(new JsonObject().put("code", code("alice")).put("device", device));
    }

    private static Reply loginWithKey(String code, String key) {
        return service.http().postJson("/auth/login", new JsonObject().put("code", code), "Idempotency-Key", key);
    }

    private static String device(JsonObject login) {
        return service.http()
                .get("/auth/session", "Authorization", "Bearer " + login.getString("skey"))
                .json()
                .getString("device", "");
    }
}
