package dev.wxauth.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A pod that Redis answers, but has not told which key signs and seals: a cluster may lack the one slot where that stands. Nothing
 * is spent for what could not be made or kept.
 */
class UntoldKeysTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String KEY = "a-try-of-this-client";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().withOwnRedis();

    private SessionCaller sessions;
    private JsonObject login;

    @BeforeEach
    void restartWithoutKeys() {
        login = service.login("alice");
        service.redisView().call("SET", "wxauth:keys", "something else");
        service.restartInstance(0);
        sessions = new SessionCaller(service.http());
        service.wechat().resetCalls();
    }

    @AfterEach
    void tell() {
        service.redisView().call("DEL", "wxauth:keys");
        Await.until(
                "the keys are known",
                SOON,
                () -> sessions.refresh(login.getString("skey")).status() == 200);
    }

    @Test
    void aLoginSpendsNothing() {
        String code = service.wechat().code(TestSettings.APPID, "bob");
        Reply refused = logIn(code);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(logIn(code).status()).isEqualTo(503);
        assertThat(service.wechat().calls("/sns/jscode2session")).isZero();
        tell();
        assertThat(logIn(code).status()).isEqualTo(200);
    }

    private static Reply logIn(String code) {
        return service.http().postJson("/auth/login", new JsonObject().put("code", code), "Idempotency-Key", KEY);
    }

    @Test
    void aRefreshChangesNothing() {
        String skey = login.getString("skey");
        assertThat(sessions.refresh(skey).status()).isEqualTo(503);
        tell();
        assertThat(sessions.refresh(sessions.refresh(skey).json().getString("skey"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPhoneCodeIsNotSpentAndASessionKeyNotReset() {
        String bearer = SessionCaller.bearer(login.getString("skey"));
        JsonObject tap =
                new JsonObject().put("code", service.wechat().phoneCode(TestSettings.APPID, "alice", "13800138000"));
        String reset = "/auth/users/" + TestSettings.APPID + "/" + login.getString("openid") + "/session-key/reset";
        assertThat(service.http()
                        .postJson("/auth/phone", tap, "Authorization", bearer)
                        .status())
                .isEqualTo(503);
        assertThat(service.http()
                        .post(reset, "Authorization", ServiceExtension.client())
                        .status())
                .isEqualTo(503);
        assertThat(service.wechat().calls("/wxa/business/getuserphonenumber")).isZero();
        assertThat(service.wechat().calls("/wxa/resetusersessionkey")).isZero();
        tell();
        assertThat(service.http()
                        .postJson("/auth/phone", tap, "Authorization", bearer)
                        .status())
                .isEqualTo(200);
    }
}
