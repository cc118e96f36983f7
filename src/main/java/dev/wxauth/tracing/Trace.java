package dev.wxauth.tracing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace that the code at hand works for: that of the request whose Vert.x context it runs in. Where nothing is traced
 * all of this does nothing, and costs nothing.
 */
public sealed interface Trace permits Untraced, RequestTrace {
    /** The trace of the request at hand. */
    static Trace here() {
        Context context = Vertx.currentContext();
        @Nullable Trace found = context == null ? null : context.getLocal(TraceLocal.TRACE);
        return Objects.requireNonNullElse(found, Untraced.INSTANCE);
    }

    /** The trace's id, if there is a trace. */
    Optional<String> id();

    /** Says which route serves the request, by its pattern: the request's span is named by it. */
    void servedBy(String route);

    /**
     * Makes a call, which gets a span. Succeeds and fails as the call does, where it {@linkplain #comeBack was asked for}.
     *
     * @param refusal what the answer refuses with, if it does
     */
    <T> Future<T> call(Call call, Function<T, Optional<String>> refusal, Supplier<Future<T>> work);

    /** The same for a call that fails when it is refused. Succeeds and fails as the call does. */
    default <T> Future<T> call(Call call, Supplier<Future<T>> work) {
        return call(call, answer -> Optional.empty(), work);
    }

    /**
     * Waits for what others may have begun: what follows goes on in the context of who waits, and not in that of whoever
     * ends it, whose trace is another. Succeeds and fails as the work does.
     */
    <T> Future<T> comeBack(Supplier<Future<T>> work);
}
