package dev.wxauth.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Once a signature by a session_key has gone to WeChat for a service, the audit trail tells for whom, whatever came of it. */
class SessionKeyAuditTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_WECHAT_TIMEOUT", "1s");

    private final AuditTrail audit = new AuditTrail();

    @AfterEach
    void close() {
        audit.close();
        service.wechat().wxaTrouble(Trouble.none());
    }

    private static Reply post(MiniProgram user, String use) {
        return service.http().post(user.path() + "/session-key/" + use, "Authorization", ServiceExtension.client());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "reset"})
    void itIsToldWhenWeChatDoesNotAnswer(String use) {
        assertTold(Trouble.silence(), use, 504);
    }

    @ParameterizedTest
    @CsvSource({"check, 502", "reset, 502"})
    void itIsToldWhenTheAnswerCannotBeUsed(String use, int status) {
        assertTold(Trouble.html(200), use, status);
    }

    @ParameterizedTest
    @CsvSource({"check, 503", "reset, 503"})
    void itIsToldWhenWeChatIsBusy(String use, int status) {
        assertTold(Trouble.errcode(-1), use, status);
    }

    private void assertTold(Trouble trouble, String use, int status) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        // The access_token is there then, so that the trouble meets the call itself.
        alice.post("/auth/session-key/check");
        service.wechat().wxaTrouble(trouble);
        assertThat(post(alice, use).status()).isEqualTo(status);
        assertThat(audit.lines("session_key_used"))
                .singleElement()
                .satisfies((Map<String, String> line) -> assertThat(line)
                        .containsEntry("use", use)
                        .containsEntry("client_id", TestSettings.CLIENT_ID)
                        .containsEntry("appid", TestSettings.APPID));
    }

    @Test
    void nothingIsToldWhereNoKeyIsHeld() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.redisView().call("DEL", "wxauth:{" + alice.tag() + "}:k");
        assertThat(post(alice, "check").body()).isEqualTo("{\"valid\":false}");
        assertThat(post(alice, "reset").error()).isEqualTo("session_key_stale");
        assertThat(audit.lines("session_key_used")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "reset"})
    void nothingIsToldWhereNothingWasSent(String use) {
        // Nobody has an access_token, and WeChat gives none.
        service.redisView().call("FLUSHALL");
        service.restartInstance(0);
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().wxaTrouble(Trouble.errcode(-1));
        assertThat(post(alice, use).status()).isEqualTo(503);
        assertThat(audit.lines("session_key_used")).isEmpty();
        assertThat(service.wechat().calls("/wxa/checksession")).isZero();
    }
}
