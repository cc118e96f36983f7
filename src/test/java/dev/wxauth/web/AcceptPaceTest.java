package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A burst that an event loop is too late for waits with the kernel, and costs no file descriptors of ours. */
class AcceptPaceTest {
    private static final int BURST = 1500;
    private static final int ACCEPTED = 400;
    private static final File OPEN = new File("/proc/self/fd");
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<RawHttp> clients = new ArrayList<>();
    private final CountDownLatch late = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        assumeTrue(OPEN.exists(), "this system does not tell what is open");
        server = Servers.create(vertx, Duration.ofMinutes(1), Connections.unlimited())
                .requestHandler(request -> request.response().setStatusCode(204).end())
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        late.countDown();
        clients.forEach(RawHttp::close);
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void noMoreIsAcceptedThanTheLoopTakes() {
        connect(1);
        assertServed(clients.get(0));
        int before = open();
        vertx.runOnContext(now -> awaitUninterruptibly(late));
        connect(BURST);
        // Whoever accepts without bound has all of them in a few milliseconds.
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        assertThat(open()).isLessThan(before + BURST + ACCEPTED);
        late.countDown();
        clients.forEach(AcceptPaceTest::assertServed);
    }

    private void connect(int count) {
        for (int i = 0; i < count; i++) {
            clients.add(new RawHttp("http://127.0.0.1:" + server.actualPort()));
        }
    }

    private static int open() {
        String[] open = OPEN.list();
        return open == null ? 0 : open.length;
    }

    private static void assertServed(RawHttp client) {
        assertThat(client.send(REQUEST).readAnswer()).startsWith("HTTP/1.1 204 ");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                done = latch.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // The test ends it.
            }
        }
    }
}
