package dev.wxauth.wechat.transport;

import dev.wxauth.wechat.WeChatSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The calls of the last seconds, and how many of them failed. Not thread-safe. */
final class CallWindow {
    private record Call(Instant at, boolean failed) {}

    private final Duration window;
    private final int tooMany;
    private final Deque<Call> calls = new ArrayDeque<>();
    private int failures;

    CallWindow(WeChatSettings.Breaker config) {
        this.window = config.window();
        this.tooMany = config.failures();
    }

    /** Adds a call that ends now, and forgets those that ended before the window. */
    void add(Instant now, boolean failed) {
        calls.addLast(new Call(now, failed));
        failures += failed ? 1 : 0;
        while (!calls.peekFirst().at().isAfter(now.minus(window))) {
            failures -= calls.removeFirst().failed() ? 1 : 0;
        }
    }

    /** Whether too many failed, and they are half or more. */
    boolean isBad() {
        return failures >= tooMany && failures * 2 >= calls.size();
    }
}
