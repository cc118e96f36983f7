package dev.wxauth.limit;

import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.web.Caller;
import io.vertx.core.Future;

/** How often other devices may be asked for, and how often a user may scan, agree or decline. */
public final class DeviceRate {
    private static final int MOST_A_MINUTE_AND_USER = 20;

    private final RateLimiter limiter;
    private final int limit;

    /**
     * Takes what counts.
     *
     * @param limit requests a minute and address, 0 for no limit; a user's own is fixed
     */
    public DeviceRate(RateLimiter limiter, int limit) {
        this.limiter = limiter;
        this.limit = limit;
    }

    /**
     * Counts a device that asks by its own address. Fails with {@link Fault.RateLimited} when that was one too many, and with
     * {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
     */
    public Future<Void> admitAddress(Caller caller) {
        return limiter.admitDevice(Limit.ofAddress(Limit.Kind.DEVICE, caller, limit));
    }

    /** Counts a client that asks for others. Fails as {@link #admitAddress} does. */
    public Future<Void> admitClient(String id) {
        return limiter.admitDevice(Limit.ofClient(Limit.Kind.DEVICE, id, limit));
    }

    /** Counts a user who scans or decides. Fails as {@link #admitAddress} does, and as {@link PhoneRate#admit} for an ended session. */
    public Future<Void> admitUser(UserId user) {
        return limiter.admitUserForLong(new Limit(Limit.Kind.USER, user.tag(), MOST_A_MINUTE_AND_USER));
    }
}
