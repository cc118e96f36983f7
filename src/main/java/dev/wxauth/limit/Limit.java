package dev.wxauth.limit;

import dev.wxauth.web.Caller;
import dev.wxauth.web.IpAddress;
import java.util.Locale;

/**
 * How often one may try something.
 *
 * @param kind what is tried; it tells the counters of one user apart
 * @param key who is counted: an address, a client, or a user's tag
 * @param perMinute how many tries a minute are let through, 0 for all
 */
record Limit(Kind kind, String key, int perMinute) {
    /** How many addresses' worth of users may stand behind one service. */
    private static final int USERS_OF_A_CLIENT = 10;

    /** What is limited by number; each is shown from the start. */
    enum Kind {
        LOGIN,
        DEVICE,
        PHONE,
        USER
    }

    /** By the address that asks; IPv6 counts by /64, which is what one subscriber has. */
    static Limit ofAddress(Kind kind, Caller caller, int perMinute) {
        return new Limit(kind, IpAddress.subscriber(caller.address()), perMinute);
    }

    /** By the client that asks for its users. No address begins like that. */
    static Limit ofClient(Kind kind, String id, int perMinute) {
        return new Limit(kind, "client:" + id, USERS_OF_A_CLIENT * perMinute);
    }

    String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
