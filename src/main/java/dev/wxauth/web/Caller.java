package dev.wxauth.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Who asks, as far as is known by now.
 *
 * @param address the client's address, forwarding headers of trusted proxies believed
 * @param requestId the request's id, on its answer and on each of its log lines
 * @param clientId the service client that has shown who it is
 * @param appid the app, of those that are served, that the request is about
 */
public record Caller(String address, String requestId, Optional<String> clientId, Optional<String> appid) {
    private static final String KEY = Caller.class.getName();

    /** Who asks, as far as HTTP tells. */
    public Caller(String address, String requestId) {
        this(address, requestId, Optional.empty(), Optional.empty());
    }

    /** The caller of a request that has passed {@link CallerHandler}. */
    static Caller of(RoutingContext request) {
        return request.get(KEY);
    }

    void attachTo(RoutingContext request) {
        request.put(KEY, this);
    }

    Caller withClient(String id) {
        return new Caller(address, requestId, Optional.of(id), appid);
    }

    Caller withApp(String id) {
        return new Caller(address, requestId, clientId, Optional.of(id));
    }
}
