package dev.wxauth.tracing;

import io.vertx.core.VertxBuilder;
import java.time.Duration;

/** Nothing is recorded, and nothing is sent. */
enum NoTracing implements Tracing {
    INSTANCE;

    @Override
    public VertxBuilder in(VertxBuilder builder) {
        return builder;
    }

    @Override
    public void close(Duration patience) {
        // There is nothing to send.
    }
}
