package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client may end its half of the connection behind its request, and wait for the answer (RFC 9112 section 9.6). */
class HalfCloseTest {
    private static final String LOGIN = "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final Duration WHILE = Duration.ofMillis(800);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close\r\n", ""})
    void whoHalfClosesGetsTheLoginThatItPaidFor(String header) {
        service.wechat().troubleNext(1, Trouble.latency(WHILE));
        try (RawHttp connection = new RawHttp(service.url(0))) {
            String answer =
                    connection.send(login("alice", header)).finishSending().readAll();
            assertThat(answer).startsWith("HTTP/1.1 200 ").contains("connection: close");
            String token = body(answer).getString("access_token");
            assertThat(service.introspect(token).getBoolean("active")).isTrue();
        }
    }

    @Test
    void everyRequestThatIsWholeIsAnsweredBeforeTheEnd() {
        service.wechat().troubleNext(1, Trouble.latency(WHILE));
        String requests = login("alice", "X-Request-Id: first\r\n")
                + "GET /auth/session HTTP/1.1\r\nHost: x\r\nX-Request-Id: second\r\n\r\n"
                + "POST /auth/refresh HTTP/1.1\r\nHost: x\r\nX-Request-Id: third\r\nContent-Length: 100\r\n\r\n{";
        try (RawHttp connection = new RawHttp(service.url(0))) {
            String answers = connection.send(requests).finishSending().readAll();
            assertThat(answers).contains(": first\r\n", ": second\r\n").doesNotContain("third");
        }
    }

    @Test
    void aLongAnswerIsWhole() {
        int length = service.http().get("/openapi.json").body().length();
        String request = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
        try (RawHttp connection = new RawHttp(service.url(0))) {
            String answers = connection.send(request.repeat(20)).finishSending().readAll();
            assertThat(answers.length()).isBetween(20 * length, 21 * length);
        }
    }

    @Test
    void whoLeavesWithNothingUnderWayIsLetGo() {
        try (RawHttp connection = new RawHttp(service.url(0))) {
            assertThat(connection.finishSending().readAll()).isEmpty();
        }
        try (RawHttp connection = new RawHttp(service.url(0))) {
            connection.send("GET /auth/session HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer();
            assertThat(connection.finishSending().readAll()).isEmpty();
        }
    }

    @Test
    void aRequestThatWillNeverBeWholeIsNotWaitedFor() {
        try (RawHttp connection = new RawHttp(service.url(0))) {
            connection.send(LOGIN + "Content-Length: 100\r\n\r\n{\"code\":");
            assertThat(connection.finishSending().readAll()).isEmpty();
        }
    }

    @Test
    void whoResetsIsGoneInTheAccessLog() {
        service.wechat().troubleNext(1, Trouble.latency(WHILE));
        try (LogCapture log = LogCapture.of("access")) {
            try (RawHttp connection = new RawHttp(service.url(0))) {
                connection.send(login("alice", "X-Request-Id: reset\r\n"));
                Await.until("WeChat is asked", PATIENCE, () -> service.wechat().calls("/sns/jscode2session") == 1);
                connection.reset();
            }
            Await.until(
                    "the line is written",
                    PATIENCE,
                    () -> log.messages().stream().anyMatch(line -> line.contains("reset") && line.contains("499")));
        }
    }

    @Test
    void whoResetsInTheMiddleOfItsBodyIsGoneToo() {
        try (LogCapture log = LogCapture.of("access")) {
            try (RawHttp connection = new RawHttp(service.url(0))) {
                connection.send(LOGIN + "X-Request-Id: half\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n");
                connection.readAnswer();
                connection.send("{").reset();
            }
            Await.until(
                    "the line is written",
                    PATIENCE,
                    () -> log.messages().stream().anyMatch(line -> line.contains("half")));
            assertThat(log.messages()).anyMatch(line -> line.contains("half") && line.contains("499"));
        }
    }

    /** The library stumbles over a request that waits its turn when the connection breaks. */
    @Test
    void whoResetsWhileARequestWaitsItsTurnIsGoneToo() {
        service.wechat().troubleNext(1, Trouble.latency(WHILE));
        try (LogCapture log = LogCapture.of("access");
                LogCapture trouble = LogCapture.of("io.netty")) {
            try (RawHttp connection = new RawHttp(service.url(0))) {
                connection.send(login("alice", "X-Request-Id: turn\r\n") + LOGIN + "Content-Length: 100\r\n\r\n{");
                Await.until("WeChat is asked", PATIENCE, () -> service.wechat().calls("/sns/jscode2session") == 1);
                connection.reset();
            }
            Await.until(
                    "the line is written",
                    PATIENCE,
                    () -> log.messages().stream().anyMatch(line -> line.contains("turn")));
            assertThat(log.messages()).anyMatch(line -> line.contains("turn") && line.contains("499"));
            assertThat(trouble.messages()).isEmpty();
        }
    }

    private static String login(String user, String headers) {
        String body = new JsonObject()
                .put("code", service.wechat().code(TestSettings.APPID, user))
                .encode();
        return LOGIN + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static JsonObject body(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
}
