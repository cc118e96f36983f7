package dev.wxauth.server;

import dev.wxauth.web.MalformedRequestHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/** HTTP servers with the limits of the contract's section 2. */
final class Servers {
    /** Of request line and headers, as much as nginx takes by default: what it lets through must not fail here. */
    private static final int MOST_REQUEST_LINE_BYTES = 8 * 1024;

    private static final int MOST_HEADER_BYTES = 32 * 1024;
    private static final int IDLE_SECONDS = 75;

    private Servers() {}

    static HttpServer create(Vertx vertx) {
        return vertx.createHttpServer(options()).invalidRequestHandler(new MalformedRequestHandler());
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(MOST_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
}
