package dev.wxauth.web;

import io.vertx.ext.web.RoutingContext;

/**
 * Who asks, as far as HTTP tells.
 *
 * @param address the client's address, forwarding headers of trusted proxies believed
 * @param requestId the request's id, on its answer and on each of its log lines
 */
public record Caller(String address, String requestId) {
    private static final String KEY = Caller.class.getName();

    /** The caller of a request that has passed {@link CallerHandler}. */
    static Caller of(RoutingContext request) {
        return request.get(KEY);
    }

    void attachTo(RoutingContext request) {
        request.put(KEY, this);
    }
}
