package dev.wxauth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.OtlpCollector;
import dev.wxauth.support.Reply;
import dev.wxauth.support.SecretSearch;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What spans must not say: all bytes that a collector gets are searched for it. */
class SpanSecretsTest {
    @AutoClose
    private static final OtlpCollector collector = OtlpCollector.start();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
            .with("OTEL_EXPORTER_OTLP_HEADERS", "x-token=the-collectors-token")
            .with("OTEL_PROPAGATORS", "tracecontext,baggage")
            .with("OTEL_BSP_SCHEDULE_DELAY", "50");

    private static final Set<String> ALLOWED = Set.of(
            "http.request.method",
            "http.route",
            "http.response.status_code",
            "error.type",
            "db.system.name",
            "db.operation.name",
            "db.stored_procedure.name");
    private static final Set<String> IDENTIFYING = Set.of("openid", "unionid", "access_token", "skey", "session_id");

    private final SecretSearch secrets = new SecretSearch();

    private final CallerTrace trace = CallerTrace.fresh();
    private final String[] headers = {
        "X-Secret", "a-header-of-the-caller",
        "User-Agent", "an-agent-of-the-caller",
        "X-Request-Id", "a-header-of-the-caller",
        "X-Forwarded-For", "203.0.113.77",
        "tracestate", "vendor=a-state-of-the-caller",
        "baggage", "user=a-state-of-the-caller",
        "traceparent", trace.parent()
    };

    @BeforeEach
    void forget() {
        collector.forget();
        Stream.of("header", "query", "state", "device", "name", "path", "code")
                .map(what -> "a-" + what + "-of-the-caller")
                .forEach(secret -> secrets.add(secret, secret));
        secrets.add("agent", "an-agent-of-the-caller");
        secrets.add("method", "SECRETMETHOD");
        secrets.add("address", "203.0.113.77");
        secrets.add("AppSecret", TestSettings.APP_SECRET);
        secrets.add("client secret", TestSettings.CLIENT_SECRET);
        secrets.add("collector's token", "the-collectors-token");
    }

    private static Reply login(String user, String... headers) {
        JsonObject code = new JsonObject().put("code", service.wechat().code(TestSettings.APPID, user));
        return service.http().postJson("/auth/login", code, headers);
    }

    @Test
    void aPathIsShownAsItsPatternAndAMethodThatNobodyKnowsNotAtAll() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.http().get(alice.path(), "Authorization", ServiceExtension.client(), "traceparent", trace.parent());
        assertThat(collector.awaitRequest(trace.id()).getName()).isEqualTo("GET /auth/users/{appid}/{openid}");
        CallerTrace another = CallerTrace.fresh();
        service.http().send("SECRETMETHOD", "/auth/login", "", "traceparent", another.parent());
        Span request = collector.awaitRequest(another.id());
        assertThat(request.getName()).startsWith("HTTP");
        assertThat(OtlpCollector.attributes(request)).containsEntry("http.request.method", "_OTHER");
    }

    @Test
    void whatTheParserRefusesShowsNothingOfItself() throws IOException {
        URI uri = URI.create(service.url(0));
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String head = "SECRETMETHOD /secret-path HTTP/1.1\r\nsecret header: x\r\ntraceparent: " + trace.parent();
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400");
        }
        CallerTrace next = CallerTrace.fresh();
        login("alice", "traceparent", next.parent());
        collector.awaitTrace(next.id());
        assertThat(collector.bytes())
                .noneMatch(bytes -> bytes.toLowerCase(Locale.ROOT).contains("secret"));
        assertThat(collector.spans())
                .filteredOn(span -> OtlpCollector.attributes(span).containsValue("400"))
                .hasSize(1);
    }

    @Test
    void wechatLearnsNothingOfTheTrace() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.http()
                .post(
                        "/auth/session-key/check",
                        "Authorization",
                        alice.bearer(),
                        "traceparent",
                        trace.parent(),
                        "tracestate",
                        "vendor=value",
                        "baggage",
                        "user=alice");
        login("bob", "traceparent", trace.parent(), "tracestate", "vendor=value", "baggage", "user=bob");
        assertThat(service.wechat().recorded())
                .hasSizeGreaterThan(2)
                .allSatisfy(call -> assertThat(call.headers())
                        .doesNotContainKeys("traceparent", "tracestate", "baggage", "b3", "x-b3-traceid"));
        assertThat(collector.awaitTrace(trace.id()))
                .allSatisfy(span -> assertThat(span.getTraceState()).isEmpty());
    }

    @Test
    void nothingLeavesThatIsNotOnTheList() {
        JsonObject tokens = logIn();
        String[] bearer = with("Bearer " + tokens.getString("access_token"));
        walkTheMiniProgram(tokens, bearer);
        walkTheServices(tokens, with(ServiceExtension.client()));
        walkTheFailures(bearer);
        collector.awaitRequests(trace.id(), 12);
        assertThat(secrets.in(collector.bytes())).isEmpty();
        assertThat(collector.bytes()).noneMatch(bytes -> bytes.contains("wxauth:"));
        assertThat(collector.spans())
                .allSatisfy(span -> assertThat(ALLOWED)
                        .containsAll(OtlpCollector.attributes(span).keySet()))
                .allSatisfy(span -> assertThat(span.getEventsList()).isEmpty())
                .allSatisfy(span -> assertThat(span.getLinksList()).isEmpty());
    }

    private JsonObject logIn() {
        String code = service.wechat().code(TestSettings.APPID, "alice");
        secrets.add("code", code);
        JsonObject login = new JsonObject().put("code", code).put("device", "a-device-of-the-caller");
        JsonObject tokens = service.http()
                .postJson("/auth/login?q=a-query-of-the-caller", login, headers)
                .json();
        tokens.getMap().entrySet().stream()
                .filter(member -> IDENTIFYING.contains(member.getKey()))
                .forEach(member -> secrets.add(member.getKey(), String.valueOf(member.getValue())));
        secrets.add("session_key", service.wechat().sessionKey(TestSettings.APPID, "alice"));
        return tokens;
    }

    private void walkTheMiniProgram(JsonObject tokens, String[] bearer) {
        HttpCaller http = service.http();
        http.putJson("/auth/profile", new JsonObject().put("nickName", "a-name-of-the-caller"), bearer);
        http.get("/auth/sessions", bearer);
        http.post("/auth/session-key/check", bearer);
        http.postJson("/auth/refresh", new JsonObject().put("skey", tokens.getString("skey")), headers);
    }

    private void walkTheServices(JsonObject tokens, String[] client) {
        HttpCaller http = service.http();
        http.get("/auth/users/" + TestSettings.APPID + "/" + tokens.getString("openid"), client);
        http.postForm("/auth/introspect", HttpCaller.form("token", tokens.getString("skey")), client);
        http.delete("/auth/users/" + TestSettings.APPID + "/" + tokens.getString("openid") + "/sessions", client);
    }

    private void walkTheFailures(String[] bearer) {
        HttpCaller http = service.http();
        http.get("/auth/verify/a-path-of-the-caller?q=a-query-of-the-caller", bearer);
        http.get("/a-path-of-the-caller", headers);
        http.send("SECRETMETHOD", "/a-path-of-the-caller", "", headers);
        service.wechat().trouble(Trouble.html(500));
        http.postJson("/auth/login", new JsonObject().put("code", "a-code-of-the-caller"), headers);
    }

    private String[] with(String authorization) {
        return Stream.concat(Stream.of(headers), Stream.of("Authorization", authorization))
                .toArray(String[]::new);
    }
}
