package dev.wxauth.observe;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * How late an event loop is: {@code wxauth_event_loop_delay_seconds}. A task that is due ten times a second tells how long
 * it had to wait, and with it every request. It lives on the event loop that it measures.
 */
public final class EventLoopDelay {
    private static final long PERIOD_MILLIS = 100;
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);

    private final Vertx vertx;
    private final Timer delays;
    private final long timer;
    private long due = System.nanoTime() + PERIOD_NANOS;

    EventLoopDelay(Vertx vertx, Registration meters) {
        this.vertx = vertx;
        this.delays = meters.timer("wxauth.event.loop.delay", "How late the event loops are.", Tags.empty());
        this.timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> measure());
    }

    /** The next one is due a period after this one was done, so that one long wait is counted once. */
    private void measure() {
        long now = System.nanoTime();
        delays.record(Math.max(0, now - due), TimeUnit.NANOSECONDS);
        due = now + PERIOD_NANOS;
    }

    /** Ends measuring. */
    public void close() {
        vertx.cancelTimer(timer);
    }
}
