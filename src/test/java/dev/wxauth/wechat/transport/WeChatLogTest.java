package dev.wxauth.wechat.transport;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator reads when WeChat refuses or fails. */
class WeChatLogTest {
    private static final String RID = "[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}";
    private static final String CHECK = "/auth/session-key/check";

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_WECHAT_TIMEOUT", "1s").with("WXAUTH_BREAKER_FAILURES", "1000");

    private final Logins logins = new Logins(service);

    /** One that has told of a trouble does not tell of it again for a minute. */
    @BeforeEach
    void beginWithAPodThatHasToldNothing() {
        service.restartInstance(0);
    }

    @ParameterizedTest
    @CsvSource({
        "40013, WXAUTH_APPS",
        "40125, AppSecret",
        "40164, whitelist; 127.0.0.1",
        "45009, used up",
        "48001, not permitted; api unauthorized",
        "41002, WXAUTH_WECHAT_URLS; changes path or query",
        "40002, WXAUTH_WECHAT_URLS; changes path or query",
        "40001, appid and AppSecret; WXAUTH_APPS"
    })
    void whatOnlyTheOperatorCanMendIsAnErrorThatSaysWhatToDo(int errcode, String told) {
        service.wechat().troubleNext(1, Trouble.errcode(errcode));
        ILoggingEvent line = failureLine(() -> logins.login(logins.code()));
        assertThat(line.getLevel()).isEqualTo(Level.ERROR);
        assertThat(line.getFormattedMessage()).contains(told.split("; ")).contains("WeChat says: ");
        assertRefusal(line, errcode);
    }

    @Test
    void theSameIsSaidWhenTheTokenIsRefused() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().wxaTroubleNext(1, Trouble.errcode(40243));
        ILoggingEvent line = failureLine(() -> alice.post(CHECK));
        assertThat(line.getLevel()).isEqualTo(Level.ERROR);
        assertThat(line.getFormattedMessage()).contains("/cgi-bin/stable_token", "frozen");
        assertRefusal(line, 40243);
    }

    static Stream<Trouble> outside() {
        return Stream.of(
                Trouble.html(502),
                Trouble.noOpenid(),
                Trouble.notJson("[]"),
                Trouble.dropAfterConsuming(),
                Trouble.latency(Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @MethodSource("outside")
    void whatComesFromOutsideIsAWarning(Trouble trouble) {
        service.wechat().troubleNext(1, trouble);
        ILoggingEvent line = failureLine(() -> logins.login(logins.code()));
        assertThat(line.getLevel()).isEqualTo(Level.WARN);
        assertThat(LogCapture.member(line, "appid")).isEqualTo(APPID);
    }

    @Test
    void soIsAWeChatThatIsBusy() {
        service.wechat().troubleNext(1, Trouble.errcode(-1));
        assertThat(failureLine(() -> logins.login(logins.code())).getLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void whatTheCallerCanMendIsNoWarning() {
        service.wechat().troubleNext(1, Trouble.errcode(40029));
        ILoggingEvent line = failureLine(() -> logins.login(logins.code()));
        assertThat(line.getLevel()).isEqualTo(Level.INFO);
        assertRefusal(line, 40029);
    }

    @Test
    void nothingThatWasSentInConfidenceComesBackInTheLog() {
        String code = logins.code();
        service.wechat()
                .troubleNext(
                        1,
                        refusal(
                                41004,
                                "invalid appsecret \n" + APP_SECRET + " for " + code
                                        + " \u5fae\u4fe1, see https://x/?" + APP_SECRET.toUpperCase(Locale.ROOT)
                                        + ", rid: 0a0b0c0d-0a0b0c0d-0a0b0c0d " + "long".repeat(999)));
        ILoggingEvent line = failureLine(() -> logins.login(code));
        assertThat(line.getFormattedMessage())
                .contains("invalid appsecret ?*** for *** ?, see https://x/?***, rid: 0a0b0c0d-0a0b0c0d-0a0b0c0d")
                .matches("[\\x20-\\x7e]{1,800}");
        assertThat(LogCapture.member(line, "rid")).isEqualTo("0a0b0c0d-0a0b0c0d-0a0b0c0d");
    }

    @Test
    void anAppSecretIsNotTakenForARid() {
        service.wechat().troubleNext(1, refusal(41008, "no, rid: " + APP_SECRET));
        ILoggingEvent line = failureLine(() -> logins.login(logins.code()));
        assertThat(line.getFormattedMessage()).contains("rid none").doesNotContain(APP_SECRET);
        assertThat(LogCapture.member(line, "rid")).isNull();
    }

    @Test
    void aTokenDoesNotComeBackInTheLogEither() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.post(CHECK);
        String token = service.wechat().recorded().stream()
                .map(call -> call.param("access_token"))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
        service.wechat().wxaTroubleNext(1, Trouble.notJson("{\"errcode\":40066,\"errmsg\":\"not by " + token + "\"}"));
        assertThat(failureLine(() -> alice.post(CHECK)).getFormattedMessage()).endsWith("not by ***");
    }

    private static Trouble refusal(int errcode, String errmsg) {
        return Trouble.notJson(
                new JsonObject().put("errcode", errcode).put("errmsg", errmsg).encode());
    }

    @ParameterizedTest
    @CsvSource({"40029, 400", "40226, 403", "45011, 429", "40066, 500", "-1, 503"})
    void theAccessLineOfARefusedRequestHasWeChatsNumberAndRid(int errcode, int status) {
        service.wechat().troubleNext(1, Trouble.errcode(errcode));
        ILoggingEvent line = accessLine(() -> logins.login(logins.code()));
        assertThat(LogCapture.member(line, "status")).isEqualTo(status);
        assertRefusal(line, errcode);
    }

    @Test
    void soHasTheOneOfASessionKeyThatWeChatCallsStale() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.rotateSessionKey();
        ILoggingEvent line = accessLine(() -> alice.post(CHECK));
        assertThat(LogCapture.member(line, "status")).isEqualTo(200);
        assertRefusal(line, 87009);
    }

    @Test
    void otherAccessLinesHaveNone() {
        ILoggingEvent line = accessLine(() -> logins.login(logins.code()));
        assertThat(LogCapture.member(line, "wechat_errcode")).isNull();
        assertThat(LogCapture.member(line, "rid")).isNull();
    }

    private static void assertRefusal(ILoggingEvent line, int errcode) {
        assertThat(LogCapture.member(line, "appid")).isEqualTo(APPID);
        assertThat(LogCapture.member(line, "wechat_errcode")).isEqualTo(errcode);
        assertThat(LogCapture.member(line, "rid")).asString().matches(RID);
    }

    private static ILoggingEvent failureLine(Supplier<Reply> request) {
        return line(LogCapture.of("dev.wxauth"), request);
    }

    private static ILoggingEvent accessLine(Supplier<Reply> request) {
        return line(LogCapture.of("access"), request);
    }

    /** The one line that the request makes; its access line is written just after its answer. */
    private static ILoggingEvent line(LogCapture log, Supplier<Reply> request) {
        try (log) {
            String id = request.get().header("X-Request-Id");
            Await.until("a line", Duration.ofSeconds(5), () -> !lines(log, id).isEmpty());
            assertThat(lines(log, id)).hasSize(1);
            return lines(log, id).get(0);
        }
    }

    private static List<ILoggingEvent> lines(LogCapture log, String id) {
        return log.events().stream()
                .filter(line -> id.equals(LogCapture.member(line, "request_id")))
                .toList();
    }
}
