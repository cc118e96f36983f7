package dev.wxauth.wechat.transport;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The circuit breaker as a client meets it: three failures open it for a second. */
class OpenCircuitTest {
    private static final String OTHER = "wxaaaaaaaaaaaaaaaa";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_APPS", APPID + ":" + APP_SECRET + "," + OTHER + ":" + APP_SECRET)
            .with("WXAUTH_WECHAT_TIMEOUT", "1s")
            .with("WXAUTH_BREAKER_FAILURES", "3")
            .with("WXAUTH_BREAKER_WINDOW", "60s")
            .with("WXAUTH_BREAKER_RESET", "1s");

    private final Logins logins = new Logins(service);

    @BeforeEach
    void beginWithANewCircuit() {
        service.wechat().app(OTHER, APP_SECRET);
        service.restartInstance(0);
    }

    static Stream<Trouble> failures() {
        return Stream.of(
                Trouble.errcode(-1),
                Trouble.html(200),
                Trouble.noOpenid(),
                Trouble.dropAfterConsuming(),
                Trouble.silence());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anOpenCircuitSendsNothingAndSpendsNothing(Trouble trouble) {
        open(trouble);
        service.wechat().calm();
        String code = logins.code();
        Reply refused = logins.login(code);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.error()).isEqualTo("temporarily_unavailable");
        assertThat(refused.json().containsKey("wechat_errcode")).isFalse();
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(logins.calls()).as("WeChat was not asked").isEqualTo(3);
        assertThat(loginOnceClosed(code).status()).as("the same code").isEqualTo(200);
        assertThat(logins.login(logins.code()).status()).isEqualTo(200);
    }

    @Test
    void anotherAppIsNotAffected() {
        open(Trouble.errcode(-1));
        service.wechat().calm();
        assertThat(logins.login(0, OTHER, logins.code(OTHER)).status()).isEqualTo(200);
        assertThat(logins.login(logins.code()).status()).isEqualTo(503);
    }

    @Test
    void refusalsDoNotOpenIt() {
        service.wechat().trouble(Trouble.errcode(40029));
        for (int i = 0; i < 5; i++) {
            assertThat(logins.login(logins.code()).status()).isEqualTo(400);
        }
        assertThat(logins.calls()).isEqualTo(5);
    }

    @Test
    void theRefusalOfAnOpenCircuitIsNotKeptForItsKey() {
        open(Trouble.errcode(-1));
        service.wechat().calm();
        String code = logins.code();
        assertThat(logins.loginWithKey(code, "sixteen-characters").status()).isEqualTo(503);
        Await.reply(() -> logins.loginWithKey(code, "sixteen-characters"), reply -> reply.status() != 503);
        assertThat(logins.loginWithKey(code, "sixteen-characters").status()).isEqualTo(200);
    }

    private void open(Trouble trouble) {
        service.wechat().trouble(trouble);
        for (int i = 0; i < 3; i++) {
            assertThat(logins.login(logins.code()).status()).isGreaterThanOrEqualTo(502);
        }
    }

    private Reply loginOnceClosed(String code) {
        return Await.reply(() -> logins.login(code), reply -> reply.status() != 503);
    }
}
