package dev.wxauth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.OtlpCollector;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans as a collector sees them, which takes them over HTTP. */
class TracingTest {
    @AutoClose
    private static final OtlpCollector collector = OtlpCollector.start();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
            .with("OTEL_EXPORTER_OTLP_HEADERS", "x-token=the-collectors-token")
            .with("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=tests")
            .with("OTEL_METRICS_EXPORTER", "otlp")
            .with("OTEL_LOGS_EXPORTER", "otlp")
            .with("OTEL_BSP_SCHEDULE_DELAY", "50");

    private final CallerTrace trace = CallerTrace.fresh();

    @BeforeEach
    void forget() {
        collector.forget();
    }

    private static Reply login(String user, String... headers) {
        return service.http().postJson("/auth/login", body(user), headers);
    }

    private static JsonObject body(String user) {
        return new JsonObject().put("code", service.wechat().code(TestSettings.APPID, user));
    }

    private static Span only(String name, List<Span> spans) {
        assertThat(spans).filteredOn(span -> span.getName().equals(name)).hasSize(1);
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String loggedBy(LogCapture log) {
        Await.until("the line", Duration.ofSeconds(10), () -> !log.events().isEmpty());
        return String.valueOf(LogCapture.member(log.events().get(0), "trace_id"));
    }

    @Test
    void aLoginIsOneTraceBelowTheCallersSpan() {
        assertThat(login("alice", "traceparent", trace.parent()).status()).isEqualTo(200);
        List<Span> spans = collector.awaitTrace(trace.id());
        Span request = only("POST /auth/login", spans);
        assertThat(OtlpCollector.hex(request.getParentSpanId())).isEqualTo(CallerTrace.SPAN);
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(OtlpCollector.attributes(request))
                .containsOnly(
                        Map.entry("http.request.method", "POST"),
                        Map.entry("http.route", "/auth/login"),
                        Map.entry("http.response.status_code", "200"));
        Span wechat = only("jscode2session", spans);
        assertThat(OtlpCollector.attributes(wechat)).containsOnly(Map.entry("http.request.method", "GET"));
        assertThat(OtlpCollector.attributes(only("session-create", spans)))
                .containsOnly(
                        Map.entry("db.system.name", "redis"),
                        Map.entry("db.operation.name", "EVALSHA"),
                        Map.entry("db.stored_procedure.name", "session-create"));
        assertThat(spans).extracting(Span::getName).contains("SET");
        assertThat(spans)
                .filteredOn(span -> !span.equals(request))
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(request.getSpanId()))
                .allSatisfy(span -> assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT));
    }

    @Test
    void refreshAndIntrospectionAreTracesToo() {
        JsonObject tokens = service.login("alice");
        service.http()
                .postJson(
                        "/auth/refresh",
                        new JsonObject().put("skey", tokens.getString("skey")),
                        "traceparent",
                        trace.parent());
        assertThat(collector.awaitTrace(trace.id()))
                .extracting(Span::getName)
                .contains("POST /auth/refresh", "session-refresh");
        CallerTrace another = CallerTrace.fresh();
        service.http()
                .postForm(
                        "/auth/introspect",
                        HttpCaller.form("token", tokens.getString("access_token")),
                        "Authorization",
                        ServiceExtension.client(),
                        "traceparent",
                        another.parent());
        assertThat(collector.awaitTrace(another.id()))
                .extracting(Span::getName)
                .contains("POST /auth/introspect", "HMGET");
    }

    @Test
    void aRefusedLoginShowsWhoRefused() {
        service.wechat().trouble(Trouble.errcode(40163));
        assertThat(login("alice", "traceparent", trace.parent()).status()).isEqualTo(400);
        Span wechat = only("jscode2session", collector.awaitTrace(trace.id()));
        assertThat(OtlpCollector.attributes(wechat)).containsEntry("error.type", "40163");
        assertThat(wechat.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        Span request = collector.awaitRequest(trace.id());
        assertThat(OtlpCollector.attributes(request)).containsEntry("http.response.status_code", "400");
        assertThat(request.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    }

    @Test
    void anAnswerThatDoesNotComeIsAnErrorOfBoth() {
        service.wechat().trouble(Trouble.dropAfterConsuming());
        assertThat(login("alice", "traceparent", trace.parent()).status()).isEqualTo(504);
        Span wechat = only("jscode2session", collector.awaitTrace(trace.id()));
        assertThat(OtlpCollector.attributes(wechat)).containsEntry("error.type", "upstream_timeout");
        assertThat(wechat.getEventsList()).isEmpty();
        assertThat(wechat.getStatus().getMessage()).isEmpty();
        Span request = collector.awaitRequest(trace.id());
        assertThat(request.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(OtlpCollector.attributes(request)).containsEntry("error.type", "504");
    }

    @Test
    void aRequestWithoutATraceBeginsOne() {
        try (LogCapture log = LogCapture.of("access")) {
            login("alice");
            String id = loggedBy(log);
            assertThat(id).matches("[0-9a-f]{32}");
            assertThat(collector.awaitRequest(id).getParentSpanId().isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff-%s-" + CallerTrace.SPAN + "-01", "00-%S-" + CallerTrace.SPAN + "-01", "00-%s-0-01"})
    void aMalformedTraceparentBeginsATraceOfOurs(String form) {
        try (LogCapture log = LogCapture.of("access")) {
            service.http().get("/nowhere", "traceparent", String.format(Locale.ROOT, form, trace.id()));
            String id = loggedBy(log);
            assertThat(id).matches("[0-9a-f]{32}").isNotEqualToIgnoringCase(trace.id());
            Span request = collector.awaitRequest(id);
            assertThat(request.getParentSpanId().isEmpty()).isTrue();
            assertThat(request.getName()).isEqualTo("GET");
        }
    }

    @Test
    void aCallerThatDoesNotRecordIsFollowedAndStillLogged() {
        try (LogCapture log = LogCapture.of("access")) {
            login("alice", "traceparent", trace.parent("00"));
            assertThat(loggedBy(log)).isEqualTo(trace.id());
        }
        CallerTrace next = CallerTrace.fresh();
        login("alice", "traceparent", next.parent());
        collector.awaitTrace(next.id());
        assertThat(collector.spansOf(trace.id())).isEmpty();
    }

    @Test
    void aClientThatGoesAwayEndsItsSpan() throws IOException {
        service.wechat().trouble(Trouble.latency(Duration.ofSeconds(1)));
        URI uri = URI.create(service.url(0));
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String body = body("alice").encode();
            String head = "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\ntraceparent: "
                    + trace.parent() + "\r\nContent-Length: " + body.length();
            socket.getOutputStream().write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            Await.until(
                    "the call", Duration.ofSeconds(10), () -> service.wechat().calls("/sns/jscode2session") == 1);
            socket.setSoLinger(true, 0);
        }
        Span request = collector.awaitRequest(trace.id());
        assertThat(OtlpCollector.attributes(request))
                .containsEntry("error.type", "client_gone")
                .doesNotContainKey("http.response.status_code");
        assertThat(request.getEventsList()).isEmpty();
    }

    @Test
    void probesAndScrapesAreNotTraced() {
        service.management().get("/health/ready", "traceparent", trace.parent());
        service.management().get("/metrics", "traceparent", trace.parent());
        CallerTrace next = CallerTrace.fresh();
        login("alice", "traceparent", next.parent());
        collector.awaitTrace(next.id());
        assertThat(collector.spansOf(trace.id())).isEmpty();
    }

    @Test
    void theSenderNamesItselfAsTheOperatorWantsAndSendsSpansAlone() {
        login("alice", "traceparent", trace.parent());
        collector.awaitTrace(trace.id());
        assertThat(collector.resource())
                .containsEntry("service.name", "wxauth")
                .containsEntry("deployment.environment.name", "tests")
                .doesNotContainKeys("process.command_line", "process.command_args", "host.name");
        assertThat(collector.paths()).containsOnly("/v1/traces");
        assertThat(collector.headers())
                .allSatisfy(headers -> assertThat(headers.get("X-token")).containsExactly("the-collectors-token"));
    }
}
