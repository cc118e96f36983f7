package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.concurrent.TimeUnit;

/**
 * Gives a body so much time to arrive. The server's idle limit starts anew with each byte, and so a body that trickles
 * would hold its connection for ever.
 */
public final class BodyDeadline implements PlatformHandler {
    private static final long MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Vertx vertx;

    /** Takes what tells the time. */
    public BodyDeadline(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void handle(RoutingContext request) {
        long timer = vertx.setTimer(MILLIS, late -> giveUp(request));
        request.addEndHandler(ended -> vertx.cancelTimer(timer));
        request.next();
    }

    private static void giveUp(RoutingContext request) {
        if (!request.request().isEnded() && !request.response().ended()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.fail(new Fault.InvalidRequest("The body came too slowly: send it within 10 seconds."));
            request.request().connection().close();
        }
    }
}
