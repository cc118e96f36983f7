package dev.wxauth.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before connecting again: not at all the first time, then a tenth of a second, and each time twice as
 * long, 2 s at most; each a little less by chance, so that pods and event loops do not come all at once.
 */
final class Pauses {
    private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(2).toNanos();

    private long next;

    /** The next pause. */
    Duration next() {
        long pause = next;
        next = Math.min(LONGEST_NANOS, Math.max(FIRST_NANOS, 2 * next));
        return Duration.ofNanos(pause - ThreadLocalRandom.current().nextLong(pause / 4 + 1));
    }

    /** Begins anew: all is well. */
    void reset() {
        next = 0;
    }
}
