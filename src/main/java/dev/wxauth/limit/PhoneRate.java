package dev.wxauth.limit;

import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import io.vertx.core.Future;

/**
 * How often a user may ask for a phone number in a minute, repeats included. Every code needs a tap and a consent of the
 * user, so that only a program comes this far.
 */
public final class PhoneRate {
    private static final int MOST_A_MINUTE = 60;

    private final RateLimiter limiter;

    /** Takes what counts. */
    public PhoneRate(RateLimiter limiter) {
        this.limiter = limiter;
    }

    /**
     * Counts a request. Fails with {@link Fault.RateLimited} when that was one too many, with {@link Fault.InvalidToken} when the
     * user's last session has ended meanwhile, and with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
     */
    public Future<Void> admit(UserId user) {
        return limiter.admitUser(new Limit(Limit.Kind.PHONE, user.tag(), MOST_A_MINUTE));
    }
}
