package dev.wxauth.web;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;

/** Answers a request whose body breaks off or breaks its framing. */
final class BrokenRequestHandler implements PlatformHandler {
    /** The status by which the library reports it: none was chosen. */
    static final int NO_STATUS = 200;

    @Override
    public void handle(RoutingContext request) {
        request.request().exceptionHandler(failure -> request.fail(NO_STATUS, failure));
        request.next();
    }
}
