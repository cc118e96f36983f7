package dev.wxauth.wechat.credential;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.observe.Troubles;
import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.wechat.transport.Logins;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An AppSecret that is being changed: both stand in the configuration. */
class TwoSecretsTest {
    private static final String OLD = "0000000000000000000000000000000a";
    private static final String NEW = "0000000000000000000000000000000b";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_APPS", APPID + ":" + OLD + "," + APPID + ":" + NEW)
            .with("WXAUTH_WECHAT_TIMEOUT", "1400ms");

    private final Logins logins = new Logins(service);

    @BeforeEach
    void beginWithTheOldSecret() {
        service.restartInstance(0);
    }

    @Test
    void theOtherSecretIsTriedAfter40125() {
        service.wechat().app(APPID, NEW);
        assertThat(logins.login(logins.code()).status()).isEqualTo(200);
        assertThat(secretsSent()).endsWith(NEW);

        service.wechat().app(APPID, OLD);
        service.wechat().resetCalls();
        assertThat(logins.login(logins.code()).status()).isEqualTo(200);
        assertThat(secretsSent()).endsWith(OLD);
    }

    @Test
    void twoWrongSecretsAreTheOperatorsFault() {
        service.wechat().app(APPID, "another");
        try (LogCapture log = LogCapture.of(Troubles.class)) {
            Reply reply = logins.login(logins.code());
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.json().containsKey("wechat_errcode")).isFalse();
            assertThat(log.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .contains("40125")
                            .doesNotContain(OLD)
                            .doesNotContain(NEW));
        }
        assertThat(secretsSent()).containsExactlyInAnyOrder(OLD, NEW);
    }

    @Test
    void onlyA40125IsTriedAgain() {
        service.wechat().app(APPID, OLD, NEW);
        service.wechat().trouble(Trouble.errcode(-1));
        assertThat(logins.login(logins.code()).status()).isEqualTo(503);
        assertThat(logins.calls()).isEqualTo(1);
    }

    @Test
    void silenceAfterA40125IsATimeout() {
        service.wechat().app(APPID, OLD, NEW);
        service.wechat().troubleNext(1, Trouble.errcode(40125));
        service.wechat().troubleNext(1, Trouble.silence());
        assertThat(logins.login(logins.code()).status()).isEqualTo(504);
        assertThat(logins.calls()).isEqualTo(2);
    }

    @Test
    void eachTryHasTheWholeTimeOfACall() {
        service.wechat().app(APPID, NEW);
        service.wechat().trouble(Trouble.latency(Duration.ofMillis(750)));
        assertThat(logins.login(logins.code()).status()).isEqualTo(200);
        assertThat(secretsSent()).containsExactly(OLD, NEW);
    }

    /** Each event loop learns by itself. */
    @Test
    void afterALateRefusalItIsTheNextLoginThatTriesTheOtherSecret() {
        service.wechat().app(APPID, NEW);
        service.wechat().trouble(Trouble.latency(Duration.ofMillis(1150)));
        Reply refused = logins.login(logins.code());
        assertThat(refused.status()).isEqualTo(500);
        assertThat(secretsSent()).containsExactly(OLD);

        service.wechat().calm();
        service.wechat().resetCalls();
        assertThat(logins.login(logins.code()).status()).isEqualTo(200);
        assertThat(secretsSent()).endsWith(NEW);
    }

    private static List<String> secretsSent() {
        return service.wechat().recorded().stream()
                .map(call -> call.param("secret"))
                .toList();
    }
}
