package dev.wxauth.authentication;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that counts, or why it does not.
 *
 * @param standing why
 * @param subject what counts; there only where it is active
 */
public record Judged<T>(Standing standing, Optional<T> subject) {
    static <T> Judged<T> good(T subject) {
        return new Judged<>(Standing.ACTIVE, Optional.of(subject));
    }

    static <T> Judged<T> bad(Standing standing) {
        return new Judged<>(standing, Optional.empty());
    }

    /** What counts; else {@link Fault.InvalidToken}, which tells the log why and the caller nothing. */
    T require() {
        return subject.orElseThrow(() -> Fault.InvalidToken.refused(
                Background.of("").with("standing", standing.name().toLowerCase(Locale.ROOT))));
    }

    /** Goes on with what counts; fails as that does. */
    <R> Future<Judged<R>> then(Function<T, Future<Judged<R>>> next) {
        return subject.map(next).orElseGet(() -> Future.succeededFuture(bad(standing)));
    }
}
