package dev.wxauth.wechat.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that never end must not hold a connection for ever. */
class EndlessAnswerTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_WECHAT_TIMEOUT", "1s");

    private final Logins logins = new Logins(service);
    private final AtomicInteger streams = new AtomicInteger();

    @Test
    void aTrickleIsGivenUp() {
        assertGivenUp(1, 504);
    }

    @Test
    void aFloodIsGivenUp() {
        assertGivenUp(8192, 502);
    }

    private void assertGivenUp(int bytes, int status) {
        HttpServer server = Await.result(service.vertx()
                .createHttpServer()
                .requestHandler(request -> pour(request, bytes))
                .listen(0, "127.0.0.1"));
        service.change("WXAUTH_WECHAT_URLS", "http://127.0.0.1:" + server.actualPort());
        int instance = service.startInstance();

        assertThat(logins.login(instance, logins.code()).status()).isEqualTo(status);
        Await.until("no answer is under way any more", Duration.ofSeconds(5), () -> streams.get() == 0);
        Await.result(server.close());
    }

    private void pour(HttpServerRequest request, int bytes) {
        streams.incrementAndGet();
        HttpServerResponse response = request.response().setChunked(true);
        Vertx vertx = service.vertx();
        long timer = vertx.setPeriodic(10, tick -> response.write(Buffer.buffer("x".repeat(bytes))));
        request.connection().closeHandler(closed -> {
            vertx.cancelTimer(timer);
            streams.decrementAndGet();
        });
    }
}
