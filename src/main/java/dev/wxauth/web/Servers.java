package dev.wxauth.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** HTTP servers with the limits of the contract's section 2. */
public final class Servers {
    /** Of request line and headers, as much as nginx takes by default: what it lets through must not fail here. */
    private static final int MOST_REQUEST_LINE_BYTES = 8 * 1024;

    private static final int MOST_HEADER_BYTES = 32 * 1024;

    private Servers() {}

    /** A server that is not listening yet. */
    public static HttpServer create(Vertx vertx, Duration idleTimeout) {
        return vertx.createHttpServer(options(idleTimeout))
                .invalidRequestHandler(new MalformedRequestHandler())
                .connectionHandler(ConnectionGuard::guard);
    }

    private static HttpServerOptions options(Duration idleTimeout) {
        return new HttpServerOptions()
                .setMaxInitialLineLength(MOST_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setIdleTimeout((int) Math.min(idleTimeout.toMillis(), Integer.MAX_VALUE))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
