package dev.wxauth.limit;

import dev.wxauth.error.Fault;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.IpAddress;
import dev.wxauth.web.Request;
import io.vertx.core.Future;

/**
 * How many logins may be tried in a minute: by a client address, and by a service that brings the codes of many users. IPv6
 * counts by /64, which is what one subscriber has.
 */
public final class LoginRate {
    /** How many addresses' worth of users may stand behind one service. */
    private static final int USERS_OF_A_CLIENT = 10;

    private final RateLimiter limiter;
    private final int limit;
    private final Refusal refusal;

    /** Is told of each request that is not let in, and why; fails with that. */
    public interface Refusal {
        /** Never succeeds. */
        Future<Void> of(Request request, Throwable why);
    }

    /**
     * Takes what counts, and who is told.
     *
     * @param limit tries a minute, 0 for no limit
     */
    public LoginRate(RateLimiter limiter, int limit, Refusal refusal) {
        this.limiter = limiter;
        this.limit = limit;
        this.refusal = refusal;
    }

    /**
     * The same endpoint for those alone who have not tried too often. Fails with {@link Fault.RateLimited} for the others, and
     * with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
     */
    public Endpoint around(Endpoint endpoint) {
        return request -> admit(ofAddress(request.caller()), request, endpoint);
    }

    /** The same, counted for the client that has shown who it is, and not by address. */
    public Endpoint aroundClients(Endpoint endpoint) {
        return request -> admit(ofClient(request.caller()), request, endpoint);
    }

    private Future<Answer> admit(Limit count, Request request, Endpoint endpoint) {
        return count(count).recover(why -> refusal.of(request, why)).compose(admitted -> endpoint.answer(request));
    }

    private Future<Void> count(Limit count) {
        return limit == 0 ? Future.succeededFuture() : limiter.admitLogin(count);
    }

    private Limit ofAddress(Caller caller) {
        return new Limit(Limit.Kind.LOGIN, IpAddress.subscriber(caller.address()), limit);
    }

    /** No address begins like that. */
    private Limit ofClient(Caller caller) {
        String id = caller.clientId().orElseThrow();
        return new Limit(Limit.Kind.LOGIN, "client:" + id, limit * USERS_OF_A_CLIENT);
    }
}
