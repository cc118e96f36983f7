package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.RedisDump;
import dev.wxauth.support.Reply;
import dev.wxauth.support.SecretSearch;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Walks all routes and their failures with known secrets, and then looks for these everywhere: in all answers, in all
 * logs at TRACE, in the metrics, and in everything that stands in Redis, in the common encodings. Only an skey and a phone
 * number may be found, each in its own answer.
 */
class LeakTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with(
                    "WXAUTH_APPS",
                    TestSettings.APPID + ":" + LeakTest.OLD_SECRET + "," + TestSettings.APPID + ":"
                            + LeakTest.APP_SECRET)
            .with(
                    "WXAUTH_CLIENTS",
                    "leak:" + LeakTest.CLIENT_SECRET
                            + ":introspect+revoke+users:read+users:write+session-key,weak:weak-secret:revoke")
            .with("WXAUTH_WECHAT_TIMEOUT", "1s")
            .with("WXAUTH_ROTATION_GRACE", "60s");

    private static final String APP_SECRET = "a55e77a55e77a55e77a55e77a55e77aa";
    private static final String OLD_SECRET = "01d5ec2e701d5ec2e701d5ec2e701d5e";
    private static final String CLIENT_SECRET = "cl1ent/secret+with=signs";
    private static final String NUMBER = "13812345678";
    private static final String KEY = "idempotency-key-0001";
    private static final List<String> SESSION_KEYS =
            List.of("tiihtNczf5v6AKRyjwEUhQ==", "HyVFkGl5F5OQWJZZaNzBBg==", "o0q0otL8aEzpcZL/FT9WsQ==");

    private final SecretSearch secrets = new SecretSearch();
    private final List<String> skeys = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final LogCapture logs = LogCapture.ofEverybody();

    @BeforeEach
    void letWeChatKnowTheSecret() {
        service.wechat().app(TestSettings.APPID, APP_SECRET);
    }

    @AfterEach
    void stopListening() {
        logs.close();
    }

    @Test
    void theSearchFindsWhatIsThere() {
        secrets.add("key", SESSION_KEYS.get(0));
        assertThat(secrets.in(List.of("a tiihtNczf5v6AKRyjwEUhQ== b"))).isNotEmpty();
        assertThat(secrets.in(List.of("b628a1b4d7337f9bfa00a4728f011485"))).isNotEmpty();
        assertThat(secrets.in(List.of("tiihtNczf5v6AKRyjwEUhQ%3D%3D"))).isNotEmpty();
        assertThat(secrets.in(List.of("eHRpaWh0TmN6ZjV2NkFLUnlqd0VVaFE9PXk="))).isNotEmpty();
        assertThat(secrets.in(List.of("tiihtNczf5v6AKRy"))).isEmpty();
    }

    @Test
    void noSecretIsFoundWhereItDoesNotBelong() {
        secrets.add("AppSecret", APP_SECRET);
        secrets.add("old AppSecret", OLD_SECRET);
        secrets.add("client secret", CLIENT_SECRET);
        secrets.add("phone number", NUMBER);
        secrets.add("Idempotency-Key", KEY);
        for (int i = 0; i < SESSION_KEYS.size(); i++) {
            secrets.add("session_key " + i, SESSION_KEYS.get(i));
        }

        MiniProgram alice = logIn();
        walkTheMiniProgram(alice);
        walkTheServices(alice);
        walkTheFailures(alice);

        for (int i = 0; i < skeys.size(); i++) {
            secrets.add("skey " + i, skeys.get(i));
        }
        service.wechat().recorded().stream()
                .map(call -> call.param("access_token"))
                .filter(token -> !token.isEmpty())
                .distinct()
                .forEach(token -> secrets.add("access_token " + token, token));
        secrets.add("master key", service.setting("WXAUTH_MASTER_KEYS").substring("k1:".length()));
        assertThat(service.wechat().calls("/wxa/business/getuserphonenumber")).isEqualTo(1);
        assertThat(logs.texts()).hasSizeGreaterThan(100).anyMatch(line -> line.startsWith("audit "));
        assertThat(secrets.in(answers)).as("an answer").isEmpty();
        assertThat(secrets.in(logs.texts())).as("a log line").isEmpty();
        assertThat(secrets.in(List.of(service.management().get("/metrics").body())))
                .as("the metrics")
                .isEmpty();
        List<String> dump = new RedisDump(service.redisView()).texts();
        assertThat(dump).hasSizeGreaterThan(20);
        assertThat(secrets.in(dump)).as("Redis").isEmpty();
    }

    /** Three logins, each with another session_key; the second one is repeated. */
    private MiniProgram logIn() {
        for (String key : SESSION_KEYS) {
            service.wechat().sessionKey(TestSettings.APPID, "alice", key);
            JsonObject body = new JsonObject().put("code", code()).put("device", "a phone");
            tokens(service.http().postJson("/auth/login", body, "Idempotency-Key", KEY + SESSION_KEYS.indexOf(key)));
            tokens(service.http().postJson("/auth/login", body, "Idempotency-Key", KEY + SESSION_KEYS.indexOf(key)));
        }
        MiniProgram alice = MiniProgram.login(service, "alice");
        skeys.add(alice.tokens().getString("skey"));
        return alice;
    }

    private String code() {
        String code = service.wechat().code(TestSettings.APPID, "alice");
        secrets.add("code " + code, code);
        return code;
    }

    private String phoneCode(MiniProgram user) {
        String code = user.phoneCode(NUMBER);
        secrets.add("phone code " + code, code);
        return code;
    }

    /** Notes an answer with tokens, without the one member where an skey belongs. */
    private void tokens(Reply reply) {
        JsonObject shown = reply.json();
        if (shown.remove("skey") instanceof String skey && !skeys.contains(skey)) {
            skeys.add(skey);
        }
        answers.add(reply.headers() + shown.encode());
    }

    private Reply note(Reply reply) {
        answers.add(reply.headers().map() + reply.body());
        return reply;
    }

    private void walkTheMiniProgram(MiniProgram alice) {
        tokens(service.http().postJson("/auth/refresh", new JsonObject().put("skey", skeys.get(0))));
        tokens(service.http().postJson("/auth/refresh", new JsonObject().put("skey", skeys.get(0))));
        note(alice.get("/auth/session"));
        note(alice.get("/auth/sessions"));
        JsonObject encrypted = alice.encrypt(new JsonObject().put("n", 1));
        note(alice.post("/auth/decrypt", encrypted));
        note(alice.put("/auth/profile", alice.signedProfile(new JsonObject().put("nickName", "Alice"))));
        note(alice.get("/auth/profile"));
        note(alice.post("/auth/session-key/check"));
        JsonObject phone = new JsonObject().put("code", phoneCode(alice));
        for (int i = 0; i < 2; i++) {
            Reply reply = alice.post("/auth/phone", phone, KEY);
            assertThat(reply.json().getString("phoneNumber")).isEqualTo(NUMBER);
            answers.add(reply.headers().map().toString());
        }
        note(alice.post("/auth/phone", phone));
        note(alice.post("/auth/phone", new JsonObject().put("code", phoneCode(alice)), KEY));
        note(service.http().get("/auth/verify", "X-WX-Skey", skeys.get(1)));
    }

    private void walkTheServices(MiniProgram alice) {
        String basic = HttpCaller.basic("leak", CLIENT_SECRET);
        JsonObject encrypted = alice.encrypt(new JsonObject().put("n", 1));
        note(service.http()
                .postForm("/auth/introspect", HttpCaller.form("token", skeys.get(1)), "Authorization", basic));
        note(service.http()
                .postForm(
                        "/auth/introspect",
                        HttpCaller.form("token", skeys.get(1), "client_id", "leak", "client_secret", CLIENT_SECRET)));
        note(service.http().get(alice.path(), "Authorization", basic));
        note(service.http()
                .putJson(
                        alice.path() + "/roles",
                        new JsonObject().put("roles", new JsonArray(List.of("vip"))),
                        "Authorization",
                        basic));
        note(service.http().postJson(alice.path() + "/decrypt", encrypted, "Authorization", basic));
        note(service.http()
                .postJson(alice.path() + "/sign", new JsonObject().put("payload", "x"), "Authorization", basic));
        note(service.http().post(alice.path() + "/session-key/check", "Authorization", basic));
        note(service.http().post(alice.path() + "/session-key/reset", "Authorization", basic));
        secrets.add("session_key by reset", service.wechat().sessionKey(TestSettings.APPID, "alice"));
    }

    private void walkTheFailures(MiniProgram alice) {
        List<Trouble> troubles = List.of(
                Trouble.errcode(40029),
                Trouble.errcode(40226),
                Trouble.errcode(40125),
                Trouble.errcode(45011),
                Trouble.errcode(-1),
                Trouble.html(502),
                Trouble.truncatedJson(),
                Trouble.cutBody(),
                Trouble.dropAfterConsuming(),
                Trouble.silence(),
                Trouble.noOpenid(),
                Trouble.sessionKey("c2hvcnQ="),
                Trouble.redirect("http://127.0.0.1:9/"),
                Trouble.oversized(70_000));
        for (Trouble trouble : troubles) {
            service.wechat().troubleNext(1, trouble);
            note(service.http().postJson("/auth/login", new JsonObject().put("code", code())));
            service.wechat().wxaTroubleNext(1, trouble);
            note(alice.post("/auth/session-key/check"));
        }
        String skey = skeys.get(0);
        note(service.http().postJson("/auth/login", new JsonObject().put("code", skey + "*")));
        note(service.http().get("/auth/session?skey=" + skey));
        note(service.http().get("/auth/" + skey));
        note(service.http().postJson("/auth/refresh", new JsonObject().put("skey", skey + "x")));
        note(service.http()
                .send("POST", "/auth/refresh", "{\"skey\":\"" + skey + "\"", "Content-Type", "application/json"));
        note(service.http().send("POST", "/auth/refresh", "{\"skey\":\"" + skey + "\"}", "Content-Type", "text/plain"));
        note(alice.post(
                "/auth/decrypt",
                new JsonObject().put("encryptedData", APP_SECRET).put("iv", NUMBER)));
        note(alice.put("/auth/profile", new JsonObject().put("nickName", 1)));
        note(service.http()
                .postForm(
                        "/auth/introspect",
                        "token=a&token=" + skey,
                        "Authorization",
                        HttpCaller.basic("leak", CLIENT_SECRET)));
        note(service.http()
                .postForm(
                        "/auth/introspect", "token=a", "Authorization", HttpCaller.basic("leak", CLIENT_SECRET + "x")));
        note(service.http().get(alice.path(), "Authorization", HttpCaller.basic("weak", "weak-secret")));
        note(service.http()
                .postForm(
                        "/auth/revoke",
                        HttpCaller.form("token", skeys.get(2)),
                        "Authorization",
                        HttpCaller.basic("leak", CLIENT_SECRET)));
        note(alice.post("/auth/logout", new JsonObject().put("skey", skey)));
        note(service.http().postJson("/auth/logout", new JsonObject().put("skey", skey)));
    }
}
