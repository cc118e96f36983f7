package dev.wxauth.tracing;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** No trace at all: work is done as it is. */
enum Untraced implements Trace {
    INSTANCE;

    @Override
    public Optional<String> id() {
        return Optional.empty();
    }

    @Override
    public void servedBy(String route) {
        // There is no span to name.
    }

    @Override
    public <T> Future<T> call(Call call, Function<T, Optional<String>> refusal, Supplier<Future<T>> work) {
        return work.get();
    }

    @Override
    public <T> Future<T> comeBack(Supplier<Future<T>> work) {
        return work.get();
    }
}
