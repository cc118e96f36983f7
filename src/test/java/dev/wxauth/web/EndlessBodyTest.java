package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A body without end must neither hold its connection nor cost more than 64 KiB; and where nobody reads it, the answer
 * must be read.
 */
@Execution(ExecutionMode.CONCURRENT)
class EndlessBodyTest {
    private static final String FLOOD = "10\r\n0123456789abcdef\r\n".repeat(1000);
    private static final String DROP = "1\r\nx\r\n";
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(10);
    private static final Duration LONGER_THAN_A_BODY_MAY_TAKE = Duration.ofSeconds(60);

    /** Of a kind each: what answers without having read a body, and the status. */
    private static final Map<String, Integer> UNREAD = Map.of(
            "GET /auth/session", 401,
            "GET /.well-known/jwks.json", 200,
            "GET /openapi.json", 200,
            "POST /auth/verify", 401,
            "POST /nowhere", 404,
            "PUT /auth/login", 405,
            "DELETE /auth/users/x/y", 401);

    private static final Map<String, Integer> TOO_LARGE = Map.of("POST /auth/login", 413, "POST /auth/introspect", 413);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().sideBySide();

    private final Map<RawHttp, Integer> open = new LinkedHashMap<>();

    @AfterEach
    void close() {
        open.keySet().forEach(RawHttp::close);
    }

    @Test
    void anEndlessBodyEndsItsConnectionBehindTheAnswer() {
        beginAll(service.url(0), UNREAD);
        beginAll(service.url(0), TOO_LARGE);
        assertAllEndBehindTheirAnswerTo(FLOOD);
    }

    @Test
    void aBodyThatTricklesEndsItsConnectionBehindTheAnswer() {
        beginAll(service.url(0), UNREAD);
        assertAllEndBehindTheirAnswerTo(DROP);
    }

    @Test
    void theManagementPortDoesTheSame() {
        Map<String, Integer> routes = Map.of("GET /health/live", 200, "GET /docs/start.js", 200);
        beginAll(service.management().url(""), routes);
        assertAllEndBehindTheirAnswerTo(FLOOD);
    }

    @Test
    void whoMayPassIsToldSoWhateverFollows() {
        String token = service.login("alice").getString("access_token");
        beginAll(service.url(0), Map.of("POST /auth/verify HTTP/1.1\r\nAuthorization: Bearer " + token, 200));
        assertAllEndBehindTheirAnswerTo(FLOOD);
    }

    @Test
    void aHeadWithoutEndIsRefusedAndReadNoFurther() {
        begin(service.url(0), "GET /auth/session HTTP/1.1\r\nHost: x\r\n", 431);
        assertAllEndBehindTheirAnswerTo("X-Many: " + "a".repeat(1000) + "\r\n");
    }

    @Test
    void anotherVersionIsRefusedThoughItsBodyHasNoEnd() {
        begin(service.url(0), "POST /auth/login HTTP/2.0\r\nContent-Length: 1000000000\r\n\r\n", 505);
        assertAllEndBehindTheirAnswerTo(FLOOD);
    }

    @Test
    void aBodyThatCameWithItsRequestDoesNotCostTheConnection() {
        String end = " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        try (RawHttp connection = new RawHttp(service.url(0))) {
            for (String start : UNREAD.keySet()) {
                String answer = connection.send(start + end).readAnswer();
                assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("connection: close");
            }
            connection.send("PUT /auth/login" + end + "POST /auth/verify" + end);
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 405 ");
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void whatIsSentBehindAnUnreadBodyIsNotServed() {
        String body = " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{}";
        try (RawHttp connection = new RawHttp(service.url(0))) {
            String answer = connection.send("POST /nowhere" + body).readAnswer();
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
            connection.send("12345678GET /.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.readAll()).isEmpty();
        }
    }

    @Test
    void oneThatIsReadAndTricklesEndsItsConnectionWithoutAnAnswer() {
        String head =
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n";
        try (RawHttp connection = new RawHttp(service.url(0)).send(head)) {
            Await.until("it is closed", LONGER_THAN_A_BODY_MAY_TAKE, () -> connection.isClosedAfter(" "));
            assertThat(connection.seen()).isEmpty();
        }
    }

    /** Each route twice, by length and in chunks. */
    private void beginAll(String url, Map<String, Integer> routes) {
        routes.forEach((route, status) -> {
            String start = route.contains(" HTTP") ? route : route + " HTTP/1.1";
            begin(url, start + "\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n", status);
            begin(url, start + "\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", status);
        });
    }

    private void begin(String url, String head, int status) {
        open.put(new RawHttp(url).send(head), status);
    }

    private void assertAllEndBehindTheirAnswerTo(String piece) {
        List<RawHttp> left = new ArrayList<>(open.keySet());
        Await.until("every connection is closed", A_FEW_SECONDS, () -> {
            left.removeIf(connection -> connection.isClosedAfter(piece));
            return left.isEmpty();
        });
        open.forEach(EndlessBodyTest::assertAnswered);
    }

    private static void assertAnswered(RawHttp connection, int status) {
        assertThat(connection.seen()).startsWith("HTTP/1.1 " + status + " ");
        assertThat(connection.seen().toLowerCase(Locale.ROOT)).contains("connection: close\r\n");
    }
}
