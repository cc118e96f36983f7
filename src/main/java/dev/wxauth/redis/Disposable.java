package dev.wxauth.redis;

import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.function.Supplier;

/**
 * Makes clients that nobody holds on to when they are closed. Vert.x 5.0.10 keeps the network client of each, some 2 KB,
 * with what its maker's context has to close at its own end, and does not take it out when it is closed before: links come
 * and go for as long as the program runs. So it is made in a context that holds nothing else, on the same event loop.
 * Whoever makes a client here has to close it.
 */
final class Disposable {
    private Disposable() {}

    static <T> T make(Vertx vertx, Supplier<T> maker) {
        VertxInternal internal = (VertxInternal) vertx;
        ContextInternal apart = internal.contextBuilder()
                .withEventLoop(internal.getOrCreateContext().nettyEventLoop())
                .withCloseFuture(new CloseFuture())
                .build();
        ContextInternal before = apart.beginDispatch();
        try {
            return maker.get();
        } finally {
            apart.endDispatch(before);
        }
    }
}
