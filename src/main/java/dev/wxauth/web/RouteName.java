package dev.wxauth.web;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;

/** Tells the access log which route serves a request. */
public final class RouteName implements PlatformHandler {
    private static final String KEY = RouteName.class.getName();

    private final String pattern;

    /** Takes the route's pattern. */
    public RouteName(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public void handle(RoutingContext request) {
        request.put(KEY, pattern);
        request.next();
    }

    static String of(RoutingContext request) {
        return request.get(KEY, "none");
    }
}
