package dev.wxauth.tracing;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/**
 * Where a request's context keeps its trace. Vert.x counts such places when it is made; so it is told of this one as a
 * provider of a service, which it loads before.
 */
public final class TraceLocal implements VertxServiceProvider {
    static final ContextLocal<Trace> TRACE = ContextLocal.registerLocal(Trace.class);

    @Override
    public void init(VertxBootstrap bootstrap) {
        // To be loaded is all.
    }
}
