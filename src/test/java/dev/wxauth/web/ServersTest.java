package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.Await;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the kernel is told of a connection, where it can be told. */
class ServersTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    @Test
    void theKernelGivesUpAnAnswerThatIsNotTaken() {
        assumeTrue(vertx.isNativeTransportEnabled(), "there is no epoll here");
        HttpServer server = Servers.create(vertx, Duration.ofMinutes(1), Connections.unlimited())
                .requestHandler(request -> request.response().end(Integer.toString(userTimeout(request))));
        String url = "http://127.0.0.1:"
                + Await.result(server.listen(0, "127.0.0.1")).actualPort();
        assertThat(RawHttp.exchange(url, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .endsWith("\r\n\r\n30000");
    }

    private static int userTimeout(HttpServerRequest request) {
        Channel channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        return channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT);
    }
}
