package dev.wxauth.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The codes of one kind that were handed out: each lives for 300 seconds, unless its kind has another life, and works once
 * (sections 1.7 and 13 of the WeChat page). Each kind of code stands in a book of its own. A book remembers its last 100 000 codes.
 */
final class CodeBook {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int CAPACITY = 100_000;

    private final InstantSource clock;
    private final Map<String, Issued> entries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Issued> eldest) {
            return size() > CAPACITY;
        }
    };

    CodeBook(InstantSource clock) {
        this.clock = clock;
    }

    /** Who a code speaks for. The detail is the number of a phone code, the scope of a page's, and empty for a login code. */
    record Grant(SimulatedUser user, String detail) {}

    /** How a code was found. Unknown codes have no grant; the others are spent from this moment on. */
    enum State {
        UNKNOWN,
        USED,
        EXPIRED,
        FRESH
    }

    record Redemption(State state, Grant grant) {}

    void add(String code, Grant grant) {
        add(code, grant, LIFE);
    }

    synchronized void add(String code, Grant grant, Duration life) {
        entries.put(code, new Issued(grant, clock.instant().plus(life)));
    }

    /** Looks a code up and burns it, whatever comes of it: section 1.5 tells that the first try counts. */
    synchronized Redemption redeem(String code) {
        Issued entry = entries.get(code);
        if (entry == null) {
            return new Redemption(State.UNKNOWN, null);
        }
        Redemption redemption = new Redemption(entry.state(clock.instant()), entry.grant);
        entry.used = true;
        return redemption;
    }

    private static final class Issued {

        private final Grant grant;
        private final Instant end;
        private boolean used;

        private Issued(Grant grant, Instant end) {
            this.grant = grant;
            this.end = end;
        }

        private State state(Instant now) {
            if (used) {
                return State.USED;
            }
            return now.isBefore(end) ? State.FRESH : State.EXPIRED;
        }
    }
}
