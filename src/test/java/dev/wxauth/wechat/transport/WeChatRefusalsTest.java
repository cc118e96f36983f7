package dev.wxauth.wechat.transport;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.wxauth.observe.Troubles;
import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's error table for every errcode of code2Session, as a number and as a quoted number. */
class WeChatRefusalsTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_BREAKER_FAILURES", "1000");

    private final Logins logins = new Logins(service);

    @ParameterizedTest
    @CsvSource({
        "40029, 400, invalid_grant, ",
        "40163, 400, invalid_grant, ",
        "42003, 400, invalid_grant, ",
        "40226, 403, access_denied, ",
        "50002, 403, access_denied, ",
        "45011, 429, rate_limited, 60",
        "-1, 503, temporarily_unavailable, 2",
        "45009, 503, temporarily_unavailable, 60",
    })
    void theCallerSeesWhatItCanActUpon(int errcode, int status, String error, String retryAfter) {
        service.wechat().troubleNext(1, Trouble.errcode(errcode));
        service.wechat().troubleNext(1, Trouble.errcodeAsString(errcode));
        assertShown(errcode, status, error, retryAfter);
        assertShown(errcode, status, error, retryAfter);
        assertThat(logins.calls()).isEqualTo(2);
    }

    private void assertShown(int errcode, int status, String error, String retryAfter) {
        Reply reply = logins.login(logins.code());
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.json().getValue("wechat_errcode")).isEqualTo(errcode);
        assertThat(reply.header("Retry-After")).isEqualTo(retryAfter);
        assertThat(reply.json().fieldNames())
                .containsExactlyInAnyOrder("error", "error_description", "request_id", "wechat_errcode");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                40013, 40125, 40164, 41002, 41004, 41008, 40002, 40066, 48001, 40001, 40243, 43002, 50001, 61003, 1,
                99999
            })
    void theOperatorsFaultsAreLoggedAndNotShown(int errcode) {
        service.wechat().troubleNext(1, Trouble.errcode(errcode));
        service.wechat().troubleNext(1, Trouble.errcodeAsString(errcode));
        assertHidden(errcode, true);
        assertHidden(errcode, false);
        assertThat(logins.calls()).isEqualTo(2);
    }

    /** What lasts is told when it begins, and not with each request that meets it. */
    private void assertHidden(int errcode, boolean first) {
        String code = logins.code();
        try (LogCapture log = LogCapture.of(Troubles.class)) {
            Reply reply = logins.login(code);
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.error()).isEqualTo("server_error");
            assertThat(reply.json().fieldNames()).containsExactlyInAnyOrder("error", "error_description", "request_id");
            assertThat(log.events())
                    .hasSize(first ? 1 : 0)
                    .allSatisfy(event -> assertTold(event, errcode, reply, code));
        }
    }

    private static void assertTold(ILoggingEvent event, int errcode, Reply reply, String code) {
        assertThat(event.getLevel()).isEqualTo(Level.ERROR);
        assertThat(event.getFormattedMessage())
                .matches(".*errcode " + errcode + ", rid [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}, to " + Logins.PATH
                        + " of " + APPID + ": .*; .*WeChat says: .+")
                .doesNotContain(code)
                .doesNotContain(APP_SECRET);
        assertThat(LogCapture.member(event, "request_id")).isEqualTo(reply.header("X-Request-Id"));
    }

    @Test
    void aBlockedUserIsDenied() {
        service.wechat().block("mallory");
        Reply reply = logins.login(service.wechat().code(APPID, "mallory"));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.json().getInteger("wechat_errcode")).isEqualTo(40226);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 45009, 45011, 40029})
    void aRefusedCodeIsSpent(int errcode) {
        String code = logins.code();
        service.wechat().troubleNext(1, Trouble.errcode(errcode));
        logins.login(code);
        Reply replay = logins.login(code);
        assertThat(replay.error()).isEqualTo("invalid_grant");
        assertThat(replay.json().containsKey("wechat_errcode")).isFalse();
        assertThat(logins.calls()).isEqualTo(1);
    }

    @Test
    void refusalsAreCounted() {
        double before = refusals();
        service.wechat().troubleNext(1, Trouble.errcode(45011));
        logins.login(logins.code());
        assertThat(refusals()).isEqualTo(before + 1);
    }

    private static double refusals() {
        return Scrape.of(service)
                .sum("wxauth_wechat_calls_seconds_count", "api=jscode2session", "appid=" + APPID, "outcome=45011");
    }
}
