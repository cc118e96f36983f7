package dev.wxauth.limit;

import dev.wxauth.config.IpAddress;
import dev.wxauth.error.Fault;
import dev.wxauth.web.Caller;
import io.vertx.core.Future;

/** How many logins a client address may try in a minute. IPv6 counts by /64, which is what one subscriber has. */
public final class LoginRate {
    private static final int IPV6_BYTES = 16;
    private static final int SUBSCRIBER_BITS = 64;

    private final RateLimiter limiter;
    private final int limit;

    /**
     * Takes what counts.
     *
     * @param limit tries a minute, 0 for no limit
     */
    public LoginRate(RateLimiter limiter, int limit) {
        this.limiter = limiter;
        this.limit = limit;
    }

    /**
     * Counts a login. Fails with {@link Fault.RateLimited} when that was one too many, and with
     * {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
     */
    public Future<Void> admit(Caller caller) {
        return limit == 0
                ? Future.succeededFuture()
                : limiter.admitLogin(new Limit("login", subscriber(caller.address()), limit));
    }

    private static String subscriber(String address) {
        return IpAddress.parse(address)
                .filter(ip -> ip.length() == IPV6_BYTES)
                .map(ip -> ip.masked(SUBSCRIBER_BITS).toString())
                .orElse(address);
    }
}
