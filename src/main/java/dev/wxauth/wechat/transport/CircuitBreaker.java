package dev.wxauth.wechat.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides whether WeChat is worth asking.
 *
 * <p>One serves all event loops of a pod, so it is synchronized; every step is short. These hold:
 *
 * <ol>
 *   <li>It begins closed. Closed, it gives leave to everybody, and opens when enough calls within the window failed and they
 *       are half or more of the calls.
 *   <li>Open, it refuses everybody until the reset time is over. Who asks then gets leave for a probe.
 *   <li>While a probe is under way it refuses everybody. A probe that is answered closes it, with an empty window; one that
 *       ends otherwise opens it anew.
 *   <li>Only the end of a call that got leave in the present state tells anything. One that began before the circuit opened
 *       changes nothing any more, not even when it has closed again.
 *   <li>Dropped, it gives leave to everybody, and nothing changes it any more.
 * </ol>
 */
final class CircuitBreaker {
    private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

    private sealed interface State {}

    private record Closed(CallWindow calls) implements State {}

    private record Open(Instant until) implements State {}

    private record Probing() implements State {}

    private record Dropped() implements State {}

    /** Leave to make a call, by the state that gave it. */
    static final class Permit {
        private final State state;

        private Permit(State state) {
            this.state = state;
        }

        /** Whether the circuit waits for how the call ends. */
        boolean probe() {
            return state instanceof Probing;
        }
    }

    /** How a call ended. */
    enum End {
        /** With a usable answer, be it a refusal. */
        ANSWERED,
        /** By timeout, lost connection, unreadable answer or -1. */
        FAILED,
        /** It was never made, because no connection could be; that tells nothing. (What got no turn never came here.) */
        NOT_MADE
    }

    private final WeChatSettings.Breaker config;
    private final InstantSource clock;
    private final Listener listener;
    private State state;

    /** Is told when a circuit opens, and when it is open no longer; not of probes in vain. */
    interface Listener {
        /** It let calls through until now. */
        void opened();

        /** WeChat answered a probe, or there is nobody left to ask for. */
        void over();
    }

    CircuitBreaker(WeChatSettings.Breaker config, InstantSource clock, Listener listener) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
        this.state = new Closed(new CallWindow(config));
    }

    /** Asks for a call, which must report its end. Empty when it is refused. */
    synchronized Optional<Permit> ask() {
        if (refuses()) {
            return Optional.empty();
        }
        state = state instanceof Open ? new Probing() : state;
        return Optional.of(new Permit(state));
    }

    /** Whether who asks now is refused. */
    synchronized boolean refuses() {
        return state instanceof Probing
                || (state instanceof Open open && clock.instant().isBefore(open.until()));
    }

    /** In a number: 0 closed, 1 half open (who asks next, or has asked, is the probe), 2 open. */
    synchronized int number() {
        if (state instanceof Closed || state instanceof Dropped) {
            return 0;
        }
        return refuses() && state instanceof Open ? 2 : 1;
    }

    /** How long a refused caller had better wait. */
    synchronized Duration remaining() {
        Duration left = state instanceof Open open ? Duration.between(clock.instant(), open.until()) : LEAST_WAIT;
        return left.compareTo(LEAST_WAIT) > 0 ? left : LEAST_WAIT;
    }

    /** Takes the end of a call. */
    synchronized void report(Permit permit, End end) {
        if (permit.state == state) {
            state = after(state, end);
        }
    }

    private State after(State asked, End end) {
        if (asked instanceof Closed closed) {
            return afterCall(closed, end);
        }
        return asked instanceof Probing ? afterProbe(end) : asked;
    }

    private State afterCall(Closed closed, End end) {
        if (end == End.NOT_MADE) {
            return closed;
        }
        closed.calls().add(clock.instant(), end == End.FAILED);
        if (!closed.calls().isBad()) {
            return closed;
        }
        listener.opened();
        return open();
    }

    private State afterProbe(End end) {
        if (end != End.ANSWERED) {
            return open();
        }
        listener.over();
        return new Closed(new CallWindow(config));
    }

    private State open() {
        return new Open(clock.instant().plus(config.reset()));
    }

    /** Its app is served no more: no call would ever close it. Calls under way may still ask, and are told nothing. */
    synchronized void drop() {
        state = new Dropped();
        listener.over();
    }
}
