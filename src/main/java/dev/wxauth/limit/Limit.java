package dev.wxauth.limit;

import java.util.Locale;

/**
 * How often one may try something.
 *
 * @param kind what is tried; it tells the counters of one user apart
 * @param key who is counted: an address, or a user's tag
 * @param perMinute how many tries a minute are let through
 */
record Limit(Kind kind, String key, int perMinute) {
    /** What is limited by number; each is shown from the start. */
    enum Kind {
        LOGIN,
        DEVICE,
        PHONE,
        USER
    }

    String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
