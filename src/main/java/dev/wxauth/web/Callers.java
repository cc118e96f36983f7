package dev.wxauth.web;

import dev.wxauth.tracing.Trace;
import dev.wxauth.tracing.TraceParent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Gives each request its {@link Caller}, and its answer the {@code X-Request-Id}. */
final class Callers {
    private final ClientAddress addresses;

    Callers(ClientAddress addresses) {
        this.addresses = addresses;
    }

    Caller name(RoutingContext request) {
        String id = RequestId.of(request.request().getHeader(RequestId.HEADER));
        request.response().putHeader(RequestId.HEADER, id);
        return new Caller(addresses.of(request.request()), id, traceId(request.request()));
    }

    /** Where nothing is traced here, the caller's own trace helps to find its lines all the same. */
    private static Optional<String> traceId(HttpServerRequest request) {
        return Trace.here()
                .id()
                .or(() -> TraceParent.of(request.headers().getAll(TraceParent.HEADER))
                        .map(TraceParent::traceId));
    }
}
