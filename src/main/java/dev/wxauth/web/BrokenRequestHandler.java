package dev.wxauth.web;

import dev.wxauth.error.OutOfMemory;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;

/** Answers a request whose body breaks off or breaks its framing. */
final class BrokenRequestHandler implements PlatformHandler {
    /** The status by which the library reports it: none was chosen. */
    static final int NO_STATUS = 200;

    @Override
    public void handle(RoutingContext request) {
        request.request().exceptionHandler(failure -> fail(request, failure));
        request.next();
    }

    /** What the parser refuses is no request of a route (contract, section 13). */
    private static void fail(RoutingContext request, Throwable failure) {
        if (!request.response().closed() && !OutOfMemory.isOfDirectMemory(failure)) {
            Visit.of(request).isForNothing();
        }
        request.fail(NO_STATUS, failure);
    }
}
