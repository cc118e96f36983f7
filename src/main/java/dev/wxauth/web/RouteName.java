package dev.wxauth.web;

import dev.wxauth.tracing.Trace;
import io.vertx.ext.web.RoutingContext;

/** Tells the access log and the trace which route serves a request: by its pattern, for a path may hold what nobody should read. */
final class RouteName {
    private static final String KEY = RouteName.class.getName();

    /** Of what no route serves. */
    static final String NO_ROUTE = "other";

    private RouteName() {}

    /** Names the route of a request. */
    public static void set(RoutingContext request, String pattern) {
        request.put(KEY, pattern);
        Trace.here().servedBy(pattern);
    }

    static String of(RoutingContext request) {
        return request.get(KEY, NO_ROUTE);
    }
}
