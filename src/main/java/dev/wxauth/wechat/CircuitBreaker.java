package dev.wxauth.wechat;

import dev.wxauth.config.Configuration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides whether WeChat is worth asking. Opens when enough calls within the window failed and they are half or more of
 * the calls; then one probe after the reset time closes and empties it, or opens it anew.
 *
 * <p>One serves all event loops of a pod, so it is synchronized; every step is short.
 */
final class CircuitBreaker {
    /** May a call be made? */
    enum Permit {
        CALL,
        PROBE,
        REFUSED
    }

    /** How a call ended. */
    enum End {
        /** With a usable answer, be it a refusal. */
        ANSWERED,
        /** By timeout, lost connection, unreadable answer or -1. */
        FAILED,
        /** It was never made, because no connection could be; that tells nothing. */
        NOT_MADE
    }

    private record Call(long at, boolean failed) {}

    private final Configuration.Breaker config;
    private final InstantSource clock;
    private final Deque<Call> calls = new ArrayDeque<>();
    private int failures;
    private boolean open;
    private boolean probing;
    private long openUntil;

    CircuitBreaker(Configuration.Breaker config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Asks for a call. One that is not refused must report its end. */
    synchronized Permit ask() {
        if (!open) {
            return Permit.CALL;
        }
        if (probing || clock.millis() < openUntil) {
            return Permit.REFUSED;
        }
        probing = true;
        return Permit.PROBE;
    }

    /** How long a refused caller had better wait. */
    synchronized Duration remaining() {
        return Duration.ofMillis(Math.max(1000, openUntil - clock.millis()));
    }

    /** Takes the end of a call. One that began before the circuit opened changes nothing any more. */
    synchronized void report(Permit permit, End end) {
        if (permit == Permit.PROBE) {
            judgeProbe(end);
        } else if (!open && end != End.NOT_MADE) {
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
