package dev.wxauth.redis;

import dev.wxauth.observe.RedisMeters;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Redis' time as it was told last, carried on from there by a clock that nobody sets: what several pods write down by it they
 * can compare, whatever their own clocks say. Thread-safe.
 */
public final class RedisClock {
    private final RedisMeters meters;
    private volatile @Nullable Told last;

    /** What Redis' clock showed, in milliseconds, at a moment of {@link System#nanoTime()}. */
    private record Told(long millis, long nanos) {
        private long millisNow() {
            return millis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
        }
    }

    /** Knows no time yet. How far it is ahead of this pod's is told there. */
    public RedisClock(RedisMeters meters) {
        this.meters = meters;
    }

    /**
     * Redis looked at its clock at some moment between the question and now; the middle is the best guess.
     *
     * @param millis what it showed
     * @param asked when the question was asked, by {@link System#nanoTime()}
     */
    public void told(long millis, long asked) {
        Told told = new Told(millis, asked + (System.nanoTime() - asked) / 2);
        last = told;
        meters.clockOffset((told.millisNow() - System.currentTimeMillis()) / 1000.0);
    }

    /** Unix time in milliseconds; empty as long as Redis has not told it. */
    public OptionalLong millis() {
        Told told = last;
        return told == null ? OptionalLong.empty() : OptionalLong.of(told.millisNow());
    }
}
