package dev.wxauth.wechat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Decides whether WeChat is worth asking. Opens when enough calls within the window failed and they are half or more of
 * the calls; then one probe after the reset time closes and empties it, or opens it anew.
 *
 * <p>One serves all event loops of a pod, so it is synchronized; every step is short.
 */
final class CircuitBreaker {
    /**
     * Leave to make a call.
     *
     * @param probe whether the circuit waits for how it ends
     * @param round how often the circuit had opened when the leave was given
     */
    record Permit(boolean probe, int round) {}

    /** How a call ended. */
    enum End {
        /** With a usable answer, be it a refusal. */
        ANSWERED,
        /** By timeout, lost connection, unreadable answer or -1. */
        FAILED,
        /** It was never made, because no connection could be; that tells nothing. (What got no turn never came here.) */
        NOT_MADE
    }

    private record Call(long at, boolean failed) {}

    private final WeChatSettings.Breaker config;
    private final InstantSource clock;
    private final Deque<Call> calls = new ArrayDeque<>();
    private int failures;
    private boolean open;
    private boolean probing;
    private int round;
    private long openUntil;

    CircuitBreaker(WeChatSettings.Breaker config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Asks for a call, which must report its end. Empty when it is refused. */
    synchronized Optional<Permit> ask() {
        if (refuses()) {
            return Optional.empty();
        }
        probing = open;
        return Optional.of(new Permit(open, round));
    }

    /** Whether who asks now is refused. */
    synchronized boolean refuses() {
        return open && (probing || clock.millis() < openUntil);
    }

    /** How long a refused caller had better wait. */
    synchronized Duration remaining() {
        return Duration.ofMillis(Math.max(1000, openUntil - clock.millis()));
    }

    /** Takes the end of a call. One that began before the circuit opened changes nothing any more. */
    synchronized void report(Permit permit, End end) {
        if (permit.probe()) {
            judgeProbe(end);
        } else if (permit.round() == round && end != End.NOT_MADE) {
            count(end == End.FAILED);
        }
    }

    private void judgeProbe(End end) {
        probing = false;
        if (end == End.ANSWERED) {
            open = false;
            calls.clear();
            failures = 0;
        } else {
            open();
        }
    }

    private void open() {
        open = true;
        round++;
        openUntil = clock.millis() + config.reset().toMillis();
    }

    private void count(boolean failed) {
        long now = clock.millis();
        calls.addLast(new Call(now, failed));
        failures += failed ? 1 : 0;
        while (calls.peekFirst().at() <= now - config.window().toMillis()) {
            failures -= calls.removeFirst().failed() ? 1 : 0;
        }
        if (failures >= config.failures() && failures * 2 >= calls.size()) {
            open();
        }
    }
}
