package dev.wxauth.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import io.vertx.tracing.opentelemetry.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The library's tracer, and all that it may see: a request's method, its {@code traceparent} and its status. Of what the
 * library would take besides, path and query are not for others to read. What is sent gets no span here and no header:
 * WeChat is a stranger, and the calls' spans are {@link Trace#call}'s, which knows them by name.
 */
final class RequestTracer implements VertxTracer<Operation, Operation> {
    private static final TagExtractor<HttpServerRequest> OF_REQUEST = SpanAttributes.ofRequest();

    private final VertxTracer<Operation, Operation> library;
    private final Tracer tracer;

    @SuppressWarnings("unchecked")
    RequestTracer(OpenTelemetry openTelemetry) {
        this.library = (VertxTracer<Operation, Operation>)
                new OpenTelemetryTracingFactory(openTelemetry).tracer(new TracingOptions());
        this.tracer = openTelemetry.getTracer("dev.wxauth");
    }

    @Override
    @SuppressWarnings("NullAway") // The interface says that nothing is traced by null.
    public <R> @Nullable Operation receiveRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Map.Entry<String, String>> headers,
            TagExtractor<R> tags) {
        return request instanceof HttpServerRequest http && policy != TracingPolicy.IGNORE
                ? begin(context, kind, policy, http)
                : null;
    }

    private Operation begin(Context context, SpanKind kind, TracingPolicy policy, HttpServerRequest request) {
        String name = SpanAttributes.name(SpanAttributes.method(request.method().name()));
        Operation begun = library.receiveRequest(context, kind, policy, request, name, parent(request), OF_REQUEST);
        context.putLocal(TraceLocal.TRACE, new RequestTrace(tracer, begun.span(), name));
        return begun;
    }

    private static Iterable<Map.Entry<String, String>> parent(HttpServerRequest request) {
        return TraceParent.of(request.headers().getAll(TraceParent.HEADER)).stream()
                .map(parent -> Map.entry(TraceParent.HEADER, parent.text()))
                .toList();
    }

    /** The library would write down a failure's message and its stack: it is handed none. */
    @Override
    @SuppressWarnings("NullAway")
    public <R> void sendResponse(
            Context context,
            @Nullable R response,
            @Nullable Operation operation,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        if (operation != null) {
            describe(operation.span(), response);
            context.removeLocal(TraceLocal.TRACE);
            library.sendResponse(context, null, operation, null, TagExtractor.empty());
        }
    }

    private static void describe(Span span, @Nullable Object response) {
        if (response instanceof HttpServerResponse answered) {
            describe(span, answered.getStatusCode());
        } else {
            fail(span, "client_gone");
        }
    }

    private static void describe(Span span, int status) {
        span.setAttribute(SpanAttributes.HTTP_STATUS, (long) status);
        if (status >= 500) {
            fail(span, Integer.toString(status));
        }
    }

    private static void fail(Span span, String type) {
        span.setAttribute(SpanAttributes.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR);
    }
}
