package dev.wxauth.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The one way out of a route: its answer is written, its failure goes to the {@link FailureHandler}. */
public final class Responder implements Handler<RoutingContext> {
    private final Endpoint endpoint;

    /** A route's handler that answers with what the endpoint gives. */
    public Responder(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void handle(RoutingContext request) {
        Future.succeededFuture(request)
                .compose(endpoint::answer)
                .onSuccess(answer -> write(request, answer))
                .onFailure(request::fail);
    }

    private static void write(RoutingContext request, Answer answer) {
        if (!request.response().ended() && !request.response().closed()) {
            answer.reason().ifPresent(fault -> AccessLog.note(request, fault));
            answer.writeTo(request.response());
        }
    }
}
