package dev.wxauth.limit;

import dev.wxauth.error.Fault;
import dev.wxauth.observe.LoginMeters;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.IpAddress;
import dev.wxauth.web.Request;
import io.vertx.core.Future;

/** How many logins a client address may try in a minute. IPv6 counts by /64, which is what one subscriber has. */
public final class LoginRate {
    private final RateLimiter limiter;
    private final int limit;
    private final LoginMeters meters;

    /**
     * Takes what counts, and where it is told who came too often.
     *
     * @param limit tries a minute, 0 for no limit
     */
    public LoginRate(RateLimiter limiter, int limit, LoginMeters meters) {
        this.limiter = limiter;
        this.limit = limit;
        this.meters = meters;
    }

    /**
     * The same endpoint for those alone who have not tried too often. Fails with {@link Fault.RateLimited} for the others, and
     * with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
     */
    public Endpoint around(Endpoint endpoint) {
        return request -> admit(request, endpoint);
    }

    private Future<Answer> admit(Request request, Endpoint endpoint) {
        return count(request.caller()).recover(this::limited).compose(admitted -> endpoint.answer(request));
    }

    private Future<Void> limited(Throwable failure) {
        if (failure instanceof Fault.RateLimited) {
            meters.ended(LoginMeters.Result.LIMITED);
        }
        return Future.failedFuture(failure);
    }

    private Future<Void> count(Caller caller) {
        return limit == 0
                ? Future.succeededFuture()
                : limiter.admitLogin(new Limit(Limit.Kind.LOGIN, IpAddress.subscriber(caller.address()), limit));
    }
}
