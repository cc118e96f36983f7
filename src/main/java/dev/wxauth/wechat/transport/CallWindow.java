package dev.wxauth.wechat.transport;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many calls ended in the last seconds, and how many of them failed. Those that ended in the same millisecond are counted
 * together: a window holds as many moments as it has milliseconds at most, however many calls there are. Not thread-safe.
 */
final class CallWindow {
    private static final class Moment {
        private final long millis;
        private int calls;
        private int failures;

        private Moment(long millis) {
            this.millis = millis;
        }
    }

    private final long windowMillis;
    private final int tooMany;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private int calls;
    private int failures;

    CallWindow(WeChatSettings.Breaker config) {
        this.windowMillis = config.window().toMillis();
        this.tooMany = config.failures();
    }

    /** Adds a call that ends now, and forgets those that ended before the window. */
    void add(Instant now, boolean failed) {
        Moment moment = moment(now.toEpochMilli());
        moment.calls++;
        calls++;
        moment.failures += failed ? 1 : 0;
        failures += failed ? 1 : 0;
        forgetUntil(now.toEpochMilli() - windowMillis);
    }

    private Moment moment(long millis) {
        Moment last = moments.peekLast();
        if (last == null || last.millis != millis) {
            last = new Moment(millis);
            moments.addLast(last);
        }
        return last;
    }

    private void forgetUntil(long millis) {
        while (moments.getFirst().millis <= millis) {
            Moment over = moments.removeFirst();
            calls -= over.calls;
            failures -= over.failures;
        }
    }

    /** Whether too many failed, and they are half or more. */
    boolean isBad() {
        return failures >= tooMany && failures * 2 >= calls;
    }
}
