package dev.wxauth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.OtlpCollector;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are served at the same time, on few event loops. */
class ManyTracesTest {
    @AutoClose
    private static final OtlpCollector collector = OtlpCollector.start();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
            .with("OTEL_BSP_SCHEDULE_DELAY", "50");

    private static List<CallerTrace> askAtOnce(int count, String method, String path, MiniProgram asker) {
        List<CallerTrace> traces =
                Stream.generate(CallerTrace::fresh).limit(count).toList();
        List<CompletableFuture<Reply>> asked = traces.stream()
                .map(trace -> service.http()
                        .start(method, path, "", "Authorization", asker.bearer(), "traceparent", trace.parent()))
                .toList();
        assertThat(asked).allSatisfy(reply -> assertThat(reply.join().status()).isEqualTo(200));
        return traces;
    }

    @Test
    void eachHasItsOwnSpansThoughTheirReadsGoOutTogether() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(askAtOnce(100, "GET", "/auth/profile", alice)).allSatisfy(trace -> {
            List<Span> spans = collector.awaitTrace(trace.id());
            assertThat(spans)
                    .extracting(Span::getName)
                    .contains("GET /auth/profile")
                    .hasSize(4);
            assertThat(spans)
                    .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT)
                    .hasSize(3)
                    .extracting(Span::getParentSpanId)
                    .containsOnly(collector.awaitRequest(trace.id()).getSpanId());
        });
    }

    @Test
    void whoSharesAFetchOfTheAccessTokenKeepsItsOwnTrace() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().killAccessTokens(TestSettings.APPID);
        service.wechat().wxaTroubleNext(1, Trouble.latency(Duration.ofMillis(500)));
        assertThat(askAtOnce(20, "POST", "/auth/session-key/check", alice))
                .allSatisfy(trace -> assertThat(collector.awaitTrace(trace.id()))
                        .filteredOn(span -> span.getName().equals("checksession"))
                        .hasSizeBetween(1, 2));
    }
}
