package dev.wxauth.limit;

import dev.wxauth.error.Fault;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.Request;
import io.vertx.core.Future;

/** How many logins may be tried in a minute: by a client address, and by a service that brings the codes of many users. */
public final class LoginRate {
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
        return request -> admit(Limit.ofAddress(Limit.Kind.LOGIN, request.caller(), limit), request, endpoint);
    }

    /** The same, counted for the client that has shown who it is, and not by address. */
    public Endpoint aroundClients(Endpoint endpoint) {
        return request -> admit(ofClient(request), request, endpoint);
    }

    private Limit ofClient(Request request) {
        return Limit.ofClient(Limit.Kind.LOGIN, request.caller().clientId().orElseThrow(), limit);
    }

    private Future<Answer> admit(Limit count, Request request, Endpoint endpoint) {
        return limiter.admitLogin(count)
                .recover(why -> refusal.of(request, why))
                .compose(admitted -> endpoint.answer(request));
    }
}
