package dev.wxauth.redis;

import java.time.Duration;

/**
 * How often a connection did not answer in time. Counted within a window, and not in a row: other nodes of a cluster answer
 * while one is frozen.
 */
final class Timeouts {
    private static final int ONE_TOO_MANY = 3;
    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();

    private int count;
    private long first;

    /** Counts one more, and tells whether that means trouble. */
    boolean areTooMany() {
        long now = System.nanoTime();
        if (count == 0 || now - first > WINDOW_NANOS) {
            count = 0;
            first = now;
        }
        count++;
        return count >= ONE_TOO_MANY;
    }
}
