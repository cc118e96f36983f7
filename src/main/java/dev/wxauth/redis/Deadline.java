package dev.wxauth.redis;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When something that takes several steps must have ended.
 *
 * @param nanos by the clock of {@link System#nanoTime}
 */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }

    /** What is left, which may be nothing. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** What is left, but no more than that. */
    Duration left(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** The same future, which fails when its time is over. Only for one that nobody else listens to. */
    static <T> Future<T> bound(Future<T> future, Duration time) {
        return future.timeout(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
    }
}
