package dev.wxauth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import dev.wxauth.web.FaultLog;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a collector the log names the caller's trace all the same, on each line that has a request id. */
class UntracedTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private static void login(String traceparent) {
        JsonObject code = new JsonObject().put("code", service.wechat().code(TestSettings.APPID, "alice"));
        service.http().postJson("/auth/login", code, "traceparent", traceparent);
    }

    @Test
    void theLinesOfAccessAuditAndFailureNameTheCallersTrace() {
        try (LogCapture access = LogCapture.of("access");
                LogCapture failures = LogCapture.of(FaultLog.class);
                AuditTrail audit = new AuditTrail()) {
            login(TRACEPARENT);
            service.wechat().trouble(Trouble.html(500));
            login(TRACEPARENT);
            Await.until(
                    "both lines", Duration.ofSeconds(10), () -> access.events().size() == 2);
            assertThat(audit.lines("login"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).containsEntry("trace_id", TRACE));
            assertThat(access.events())
                    .allSatisfy(line ->
                            assertThat(LogCapture.member(line, "trace_id")).isEqualTo(TRACE));
            assertThat(failures.events())
                    .singleElement()
                    .satisfies(line ->
                            assertThat(LogCapture.member(line, "trace_id")).isEqualTo(TRACE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff-" + TRACE + "-00f067aa0ba902b7-01", "00-" + TRACE + "-00F067AA0BA902B7-01"})
    void aMalformedOneIsNotNamed(String traceparent) {
        try (LogCapture access = LogCapture.of("access");
                AuditTrail audit = new AuditTrail()) {
            login(traceparent);
            Await.until(
                    "the line", Duration.ofSeconds(10), () -> access.events().size() == 1);
            assertThat(LogCapture.member(access.events().get(0), "trace_id")).isNull();
            assertThat(audit.lines("login"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).doesNotContainKey("trace_id"));
        }
    }

    @Test
    void wechatLearnsNothingOfIt() {
        login(TRACEPARENT);
        assertThat(service.wechat().recorded())
                .singleElement()
                .satisfies(call -> assertThat(call.headers()).doesNotContainKey("traceparent"));
    }
}
