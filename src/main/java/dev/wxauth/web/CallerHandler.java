package dev.wxauth.web;

import dev.wxauth.tracing.Trace;
import dev.wxauth.tracing.TraceParent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Optional;

/** Gives each request its {@link Caller}, and its answer the {@code X-Request-Id}. */
final class CallerHandler implements PlatformHandler {
    private final ClientAddress addresses;

    CallerHandler(ClientAddress addresses) {
        this.addresses = addresses;
    }

    @Override
    public void handle(RoutingContext request) {
        attach(request);
        request.next();
    }

    /** The request's caller; what the web library refuses before any handler sees it has none until now. */
    Caller callerOf(RoutingContext request) {
        Caller caller = Caller.of(request);
        return caller == null ? attach(request) : caller;
    }

    private Caller attach(RoutingContext request) {
        String id = RequestId.of(request.request().getHeader(RequestId.HEADER));
        Caller caller = new Caller(addresses.of(request.request()), id, traceId(request.request()));
        caller.attachTo(request);
        request.response().putHeader(RequestId.HEADER, id);
        return caller;
    }

    /** Where nothing is traced here, the caller's own trace helps to find its lines all the same. */
    private static Optional<String> traceId(HttpServerRequest request) {
        return Trace.here()
                .id()
                .or(() -> TraceParent.of(request.headers().getAll(TraceParent.HEADER))
                        .map(TraceParent::traceId));
    }
}
