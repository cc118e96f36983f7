package dev.wxauth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.OpenDataCipher;
import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserSessionKeyTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final JsonObject STEPS = new JsonObject().put("stepInfoList", "[]");

    private static Reply post(MiniProgram user, String path, JsonObject body) {
        return service.http().postJson(user.path() + path, body, "Authorization", ServiceExtension.client());
    }

    private static Reply post(MiniProgram user, String path) {
        return service.http().post(user.path() + path, "Authorization", ServiceExtension.client());
    }

    private static String key(String user) {
        return service.wechat().sessionKey(TestSettings.APPID, user);
    }

    @Test
    void decryptsForAService() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject encrypted = alice.encrypt(STEPS);
        Reply reply = post(alice, "/decrypt", encrypted);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("stepInfoList")).isEqualTo("[]");
        assertThat(post(alice, "/decrypt", encrypted.put("iv", "")).error()).isEqualTo("session_key_stale");
    }

    @Test
    void worksWhileTheUserHasNoSession() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.post("/auth/logout");
        assertThat(post(alice, "/decrypt", alice.encrypt(STEPS)).status()).isEqualTo(200);
        assertThat(post(alice, "/session-key/check").body()).isEqualTo("{\"valid\":true}");
    }

    @Test
    void signsAsWeChatWants() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        for (String payload : List.of("{\"foo\":\"bar\"}", "", " ", "\u5fae\u4fe1 \uD83D\uDE00")) {
            assertThat(post(alice, "/sign", new JsonObject().put("payload", payload))
                            .json())
                    .isEqualTo(new JsonObject()
                            .put("signature", OpenDataCipher.userState(key("alice"), payload))
                            .put("sig_method", "hmac_sha256"));
        }
    }

    @Test
    void signsWithTheNewestKeyOnly() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.rotateSessionKey();
        service.login("alice");
        JsonObject payload = new JsonObject().put("payload", "x");
        assertThat(post(alice, "/sign", payload).json().getString("signature"))
                .isEqualTo(OpenDataCipher.userState(key("alice"), "x"));
        service.redisView().call("DEL", "wxauth:{" + alice.tag() + "}:k");
        assertThat(post(alice, "/sign", payload).error()).isEqualTo("session_key_stale");
        assertThat(post(alice, "/session-key/reset").error()).isEqualTo("session_key_stale");
        assertThat(post(alice, "/session-key/check").body()).isEqualTo("{\"valid\":false}");
    }

    @Test
    void anAnswerThatDoesNotSaySoIsNoYes() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(post(alice, "/session-key/check").body()).isEqualTo("{\"valid\":true}");
        for (String answer : List.of("{}", "{\"foo\":1}", "{\"errcode\":null}")) {
            service.wechat().wxaTrouble(Trouble.notJson(answer));
            assertThat(post(alice, "/session-key/check").error()).isEqualTo("upstream_error");
        }
    }

    @Test
    void aPayloadThatIsMissingOrNoStringIsNamed() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        for (JsonObject body : List.of(new JsonObject(), new JsonObject().put("payload", 1))) {
            Reply reply = post(alice, "/sign", body);
            assertThat(reply.error()).isEqualTo("invalid_request");
            assertThat(reply.json().getString("error_description")).contains("payload");
        }
    }

    @Test
    void aResetBringsANewKeyAndTheOldOneCountsAsTheOneBefore() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject old = alice.encrypt(STEPS);
        String before = key("alice");
        Reply reply = post(alice, "/session-key/reset");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        assertThat(key("alice")).isNotEqualTo(before);
        assertThat(post(alice, "/session-key/check").body()).isEqualTo("{\"valid\":true}");
        assertThat(post(alice, "/decrypt", alice.encrypt(STEPS)).status()).isEqualTo(200);
        assertThat(post(alice, "/decrypt", old).status()).isEqualTo(200);
    }

    @Test
    void aResetWithAKeyThatIsNoLongerGoodIsStale() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.rotateSessionKey();
        Reply stale = post(alice, "/session-key/reset");
        assertThat(stale.error()).isEqualTo("session_key_stale");
        assertThat(stale.json().getInteger("wechat_errcode")).isEqualTo(87009);
        service.wechat().wxaTroubleNext(1, Trouble.errcode(87007));
        assertThat(post(alice, "/session-key/reset").json().getInteger("wechat_errcode"))
                .isEqualTo(87007);
    }

    @Test
    void aResetWithoutAUsableKeyInTheAnswerChangesNothing() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject encrypted = alice.encrypt(STEPS);
        post(alice, "/session-key/check");
        service.wechat().wxaTroubleNext(1, Trouble.sessionKey("c2hvcnQ="));
        assertThat(post(alice, "/session-key/reset").status()).isEqualTo(502);
        assertThat(post(alice, "/decrypt", encrypted).status()).isEqualTo(200);
    }

    @Test
    void withWeChatOutOfReachItIs503() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().wxaTroubleNext(2, Trouble.errcode(-1));
        Reply reply = post(alice, "/session-key/check");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("retry-after")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/session-key/check", "/session-key/reset"})
    void toAskAgainIsWhatHelpsWhereWeChatGaveNoUsableAnswer(String path) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        post(alice, "/session-key/check");
        service.wechat().wxaTroubleNext(1, Trouble.html(502));
        service.wechat().wxaTroubleNext(1, Trouble.dropAfterConsuming());
        assertThat(post(alice, path).json().getString("error_description"))
                .isEqualTo("WeChat gave no usable answer: ask again.");
        assertThat(post(alice, path).json().getString("error_description"))
                .isEqualTo("WeChat did not answer in time: ask again.");
    }

    @ParameterizedTest
    @CsvSource({
        "/session-key/check, 40001",
        "/session-key/check, 40014",
        "/session-key/check, 42001",
        "/session-key/reset, 40001",
        "/session-key/reset, 40014",
        "/session-key/reset, 42001"
    })
    void aTokenThatIsRefusedTwiceIsTheOperatorsFault(String path, int errcode) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        post(alice, "/session-key/check");
        int before = calls(path);
        service.wechat().wxaTroubleNext(1, Trouble.errcode(errcode));
        service.wechat().wxaTroubleNext(1, Trouble.none());
        service.wechat().wxaTroubleNext(1, Trouble.errcode(errcode));
        Reply reply = post(alice, path);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().containsKey("wechat_errcode")).isFalse();
        assertThat(calls(path) - before).isEqualTo(2);
    }

    private static int calls(String path) {
        return service.wechat().calls(path.endsWith("reset") ? "/wxa/resetusersessionkey" : "/wxa/checksession");
    }
}
