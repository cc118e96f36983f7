package dev.wxauth.redis;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** What a {@link HeldConnection} has to ask on, and what it does to get better. */
sealed interface LinkState {
    /** Asks now, or when the attempt that is worth waiting for has ended; fails at once where there is none. */
    <T> Future<T> ask(Function<RedisLink, Future<T>> question);

    /** Asks what a link could not answer because it ended on the one that comes after it; fails as {@link #ask} does. */
    default <T> Future<T> askNext(Function<RedisLink, Future<T>> question) {
        return ask(question);
    }

    /** The link that is asked now. */
    default Optional<RedisLink> current() {
        return Optional.empty();
    }

    /**
     * There is no link yet, or it was lost just now.
     *
     * @param attempt ends soon, whatever becomes of it, so that who waits for it leaves nothing behind
     */
    record Connecting(Future<RedisLink> attempt) implements LinkState {
        @Override
        public <T> Future<T> ask(Function<RedisLink, Future<T>> question) {
            return attempt.compose(question);
        }
    }

    /** There is a link, and it is asked. */
    sealed interface Linked extends LinkState {
        RedisLink link();

        @Override
        default <T> Future<T> ask(Function<RedisLink, Future<T>> question) {
            return question.apply(link());
        }

        @Override
        default Optional<RedisLink> current() {
            return Optional.of(link());
        }
    }

    /** All is well. */
    record Standing(RedisLink link) implements Linked {}

    /** A link serves on while another one is made. */
    record Renewing(RedisLink link, Future<RedisLink> attempt) implements Linked {
        @Override
        public <T> Future<T> askNext(Function<RedisLink, Future<T>> question) {
            return attempt.compose(question);
        }
    }

    /** The last attempt failed, and all who ask are told why. */
    sealed interface Failed extends LinkState {
        RedisFailure why();

        @Override
        default <T> Future<T> ask(Function<RedisLink, Future<T>> question) {
            return Future.failedFuture(why());
        }
    }

    /** The next attempt waits for its time. */
    record Away(RedisFailure why, Deadline pause) implements Failed {}

    /** The next attempt is under way. */
    record Retrying(RedisFailure why) implements Failed {}

    /** Nothing is asked any more. */
    record Closed() implements LinkState {
        @Override
        public <T> Future<T> ask(Function<RedisLink, Future<T>> question) {
            return Future.failedFuture(RedisFailure.unreachable("any address", "closed by ourselves"));
        }
    }
}
