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
        private long millisAt(long moment) {
            return millis + TimeUnit.NANOSECONDS.toMillis(moment - nanos);
        }
    }

    /** Knows no time yet. How far it is ahead of this pod's is told there. */
    public RedisClock(RedisMeters meters) {
        this.meters = meters;
    }

    /**
     * Redis looked at its clock at some moment between the question and now. What is known already stays where it fits to that:
     * an answer that was long on its way, as when Redis was frozen or this pod had much to do, knows no better. Else it moves no
     * further than it must; of the first answer, the middle is the best guess.
     *
     * @param millis what it showed
     * @param asked when the question was asked, by {@link System#nanoTime()}
     */
    public void told(long millis, long asked) {
        long now = System.nanoTime();
        long latest = millis + 1 + TimeUnit.NANOSECONDS.toMillis(now - asked);
        Told before = last;
        long known = before == null ? (millis + latest) / 2 : before.millisAt(now);
        long fitting = Math.max(millis, Math.min(latest, known));
        Told told = before != null && fitting == known ? before : new Told(fitting, now);
        last = told;
        meters.clockOffset((told.millisAt(now) - System.currentTimeMillis()) / 1000.0);
    }

    /** Unix time in milliseconds; empty as long as Redis has not told it. */
    public OptionalLong millis() {
        Told told = last;
        return told == null ? OptionalLong.empty() : OptionalLong.of(told.millisAt(System.nanoTime()));
    }
}
