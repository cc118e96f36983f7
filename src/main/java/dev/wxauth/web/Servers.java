package dev.wxauth.web;

import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** HTTP servers with the limits of the contract's section 2. */
public final class Servers {
    /** Of request line and headers, as much as nginx takes by default: what it lets through must not fail here. */
    private static final int MOST_REQUEST_LINE_BYTES = 8 * 1024;

    private static final int MOST_HEADER_BYTES = 32 * 1024;

    private Servers() {}

    /** A server that is not listening yet, whose requests are traced, if anything is. */
    public static HttpServer create(Vertx vertx, Duration idleTimeout, Connections connections) {
        return create(vertx, options(idleTimeout).setTracingPolicy(TracingPolicy.ALWAYS), connections);
    }

    /** The same for scrapes and probes, of which no span is worth its place. */
    public static HttpServer createUntraced(Vertx vertx, Duration idleTimeout, Connections connections) {
        return create(vertx, options(idleTimeout).setTracingPolicy(TracingPolicy.IGNORE), connections);
    }

    private static HttpServer create(Vertx vertx, HttpServerOptions options, Connections connections) {
        makeReadyToAnswer();
        return vertx.createHttpServer(options)
                .invalidRequestHandler(new MalformedRequestHandler(connections))
                .connectionHandler(connections::accept);
    }

    /** A class that cannot be made when it is first wanted, since direct memory is missing then, is lost to the process. */
    private static void makeReadyToAnswer() {
        new HttpResponseEncoder();
    }

    private static HttpServerOptions options(Duration idleTimeout) {
        return new HttpServerOptions()
                .setMaxInitialLineLength(MOST_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                // An answer that fits into the kernel's buffers is seen by the kernel alone; it obeys where sockets are
                // epoll's.
                .setTcpUserTimeout((int) SlowClient.ANSWER.toMillis())
                .setIdleTimeout((int) Math.min(idleTimeout.toMillis(), Integer.MAX_VALUE))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** Binds the port that a setting names. Succeeds when it listens; fails naming the setting when it cannot. */
    public static Future<HttpServer> listen(HttpServer server, String host, int port, String setting) {
        return server.listen(port, host).recover(failure -> unbound(host + ':' + port + " (" + setting + ')', failure));
    }

    private static Future<HttpServer> unbound(String where, Throwable failure) {
        return Future.failedFuture(new IOException(where + " cannot be bound: " + failure.getMessage(), failure));
    }
}
