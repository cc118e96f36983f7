package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take too long, beside a server with less patience than the real one has. */
@Execution(ExecutionMode.CONCURRENT)
class SlowClientTest {
    private static final Duration HEAD = Duration.ofMillis(400);
    private static final Duration BODY = Duration.ofMillis(300);
    private static final Duration ANSWER = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Of a client that only wants to read: a busy machine, or a kernel that lost a piece, may be silent for seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int MORE_THAN_ANY_BUFFER = 64 * 1024 * 1024;

    /** Each is there once: made for each request they would be a gigabyte, all at the same time. */
    private static final Buffer LARGE = Buffer.buffer(new byte[MORE_THAN_ANY_BUFFER]);

    private static final Buffer MIDDLING = LARGE.slice(0, MORE_THAN_ANY_BUFFER / 100);
    private static final Buffer SMALL = LARGE.slice(0, 1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger open = new AtomicInteger();
    private String url;

    @BeforeEach
    void listen() {
        listen(HEAD, BODY, ANSWER);
    }

    private void listen(Duration head, Duration body, Duration answer) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(SlowClientTest::answer)
                .connectionHandler(connection -> {
                    open.incrementAndGet();
                    connection.closeHandler(closed -> open.decrementAndGet());
                    ConnectionGuard.guard(
                            connection,
                            new Lifecycle(),
                            new SlowClient(head, body, answer),
                            HeldMemory.unlimited(),
                            () -> {});
                });
        url = "http://127.0.0.1:" + Await.result(server.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    private static void answer(HttpServerRequest request) {
        Buffer answer = switch (request.path()) {
            case "/large" -> LARGE;
            case "/middling" -> MIDDLING;
            default -> SMALL;
        };
        request.body()
                .compose(body -> request.path().equals("/later") ? later() : Future.succeededFuture())
                .onSuccess(now -> request.response().end(answer));
    }

    private static Future<Void> later() {
        return Vertx.currentContext()
                .owner()
                .timer(2 * HEAD.toMillis(), TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    @Test
    void aHeadThatDoesNotEnd() {
        try (RawHttp client = new RawHttp(url)) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: x\r\n").readAll()).isEmpty();
        }
    }

    @Test
    void aHeadThatDoesNotEndBehindARequestThatDid() {
        try (RawHttp client = new RawHttp(url)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer();
            assertThat(client.send("GET / HTTP/1.1\r\nHost: x\r\n").readAll()).isEmpty();
        }
    }

    /** In one piece with it: the parser hands over the request, and keeps what has begun behind it. */
    @Test
    void aHeadThatDoesNotEndAndCameWithARequestThatDid() {
        try (RawHttp client = new RawHttp(url)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 200 ").doesNotContain("408");
        }
    }

    @Test
    void aBodyThatDoesNotEnd() {
        try (RawHttp client = new RawHttp(url)) {
            assertThat(client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n123")
                            .readAll())
                    .isEmpty();
        }
    }

    @Test
    void anAnswerThatIsNotTaken() {
        try (RawHttp client = new RawHttp(url)) {
            client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
            Await.until("it is connected", SOON, () -> open.get() == 1);
            Await.until("it is closed", SOON, () -> open.get() == 0);
        }
    }

    /** What the kernel takes of them at first is no second beginning of the client's time: it ends with that of another. */
    @Test
    void manyAnswersThatAreNotTaken() {
        Duration answer = Duration.ofSeconds(4);
        listen(SOON, SOON, answer);
        try (RawHttp other = new RawHttp(url, PATIENCE);
                RawHttp client = new RawHttp(url, PATIENCE)) {
            other.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").read(1);
            client.send("GET /middling HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100)).read(1);
            Await.until("one is closed", SOON, () -> open.get() < 2);
            long first = System.nanoTime();
            Await.until("both are closed", SOON, () -> open.get() == 0);
            assertThat(Duration.ofNanos(System.nanoTime() - first))
                    .isLessThan(answer.multipliedBy(3).dividedBy(4));
        }
    }

    /** Nothing of it stays in the kernel. */
    @Test
    void itsConnectionIsReset() {
        try (RawHttp client = new RawHttp(url)) {
            client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
            Await.until("it is connected", SOON, () -> open.get() == 1);
            Await.until("it is closed", SOON, () -> open.get() == 0);
            assertThat(client.isReset()).isTrue();
        }
    }

    /** A part of it each time, for longer than nothing may be taken. */
    @Test
    void anAnswerThatIsTakenSlowly() throws InterruptedException {
        Duration answer = Duration.ofSeconds(3);
        listen(SOON, SOON, answer);
        try (RawHttp client = new RawHttp(url, PATIENCE)) {
            client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
            for (int i = 0; i < 64; i++) {
                assertThat(client.read(MORE_THAN_ANY_BUFFER / 64)).isEqualTo(MORE_THAN_ANY_BUFFER / 64);
                Thread.sleep(answer.toMillis() / 40);
            }
        }
    }

    @Test
    void anAnswerThatIsTheLastAndNotTaken() {
        try (RawHttp client = new RawHttp(url)) {
            client.send("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            Await.until("it is connected", SOON, () -> open.get() == 1);
            Await.until("it is closed", SOON, () -> open.get() == 0);
        }
    }

    /** It has all the time there is for the first answer, but is given no second one beside it. */
    @Test
    void oneThatAsksOnAndTakesNothing() {
        listen(SOON, SOON, Duration.ofHours(1));
        try (RawHttp patient = new RawHttp(url);
                RawHttp greedy = new RawHttp(url)) {
            patient.send("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            greedy.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
            Await.until("both are connected", SOON, () -> open.get() == 2);
            greedy.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            Await.until("the greedy one is closed", SOON, () -> open.get() == 1);
            assertThat(patient.readAll()).hasSizeGreaterThan(MORE_THAN_ANY_BUFFER);
        }
    }

    /** Its times are those of one request each: together these take longer. */
    @Test
    void oneThatIsSlowButInTimeIsServed() throws InterruptedException {
        Duration ample = Duration.ofSeconds(4);
        listen(ample, ample, ample);
        try (RawHttp client = new RawHttp(url)) {
            for (int i = 0; i < 4; i++) {
                client.send("POST / HTTP/1.1\r\nHost: x\r\n");
                Thread.sleep(ample.toMillis() / 6);
                client.send("Content-Length: 4\r\n\r\n12");
                Thread.sleep(ample.toMillis() / 6);
                assertThat(client.send("34").readAnswer()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    /** Between requests it may be silent for as long as it likes. */
    @Test
    void oneThatIsSilentBetweenRequestsIsServed() throws InterruptedException {
        try (RawHttp client = new RawHttp(url)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer();
            Thread.sleep(2 * HEAD.toMillis());
            assertThat(client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer())
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    /** The half of what it asks next has its own time, which begins when it has been answered. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "GET / HTTP/1.1\r\n"})
    void oneThatWaitsForAnAnswerIsServed(String behind) {
        try (RawHttp client = new RawHttp(url)) {
            client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n" + behind);
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
            if (!behind.isBlank()) {
                assertThat(client.readAll()).isEmpty();
            }
        }
    }

    /** Old clients send one behind a body (RFC 9112 section 2.2). */
    @Test
    void anEmptyLineBeginsNoHead() throws InterruptedException {
        try (RawHttp client = new RawHttp(url)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n\r\n").readAnswer();
            client.send("\r\n");
            Thread.sleep(2 * HEAD.toMillis());
            assertThat(client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer())
                    .startsWith("HTTP/1.1 200 ");
        }
    }
}
