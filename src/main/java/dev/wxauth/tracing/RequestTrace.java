package dev.wxauth.tracing;

import dev.wxauth.error.Fault;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one request, whose span is the parent of all its calls' spans.
 *
 * <p>Used by the event loop of its request alone.
 */
final class RequestTrace implements Trace {
    private final Tracer tracer;
    private final Span span;
    private final String method;

    RequestTrace(Tracer tracer, Span span, String method) {
        this.tracer = tracer;
        this.span = span;
        this.method = method;
    }

    @Override
    public Optional<String> id() {
        return Optional.of(span.getSpanContext().getTraceId());
    }

    @Override
    public void servedBy(String route) {
        span.updateName(method + ' ' + route);
        span.setAttribute(SpanAttributes.HTTP_ROUTE, route);
    }

    @Override
    public <T> Future<T> call(Call call, Function<T, Optional<String>> refusal, Supplier<Future<T>> work) {
        Span child = tracer.spanBuilder(call.name())
                .setParent(Context.root().with(span))
                .setSpanKind(io.opentelemetry.api.trace.SpanKind.CLIENT)
                .setAllAttributes(SpanAttributes.of(call))
                .startSpan();
        return comeBack(work).andThen((answer, failure) -> end(child, errorType(answer, failure, refusal)));
    }

    private static <T> Optional<String> errorType(
            @Nullable T answer, @Nullable Throwable failure, Function<T, Optional<String>> refusal) {
        if (failure != null) {
            return Optional.of(errorType(failure));
        }
        return answer == null ? Optional.empty() : refusal.apply(answer);
    }

    /** Never a message: it may show what was asked. */
    private static String errorType(Throwable failure) {
        return failure instanceof Fault fault
                ? fault.error()
                : failure.getClass().getSimpleName();
    }

    private static void end(Span child, Optional<String> errorType) {
        errorType.ifPresent(type -> fail(child, type));
        child.end();
    }

    private static void fail(Span child, String type) {
        child.setAttribute(SpanAttributes.ERROR_TYPE, type);
        child.setStatus(StatusCode.ERROR);
    }

    /** A future of the context at hand gives its result there. */
    @Override
    public <T> Future<T> comeBack(Supplier<Future<T>> work) {
        return ContextInternal.current().<Void>succeededFuture().compose(begun -> work.get());
    }
}
