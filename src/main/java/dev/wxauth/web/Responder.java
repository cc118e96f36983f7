package dev.wxauth.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The one way out of a route: its answer is written, its failure goes to the {@link FailureHandler}. */
final class Responder implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        Future.succeededFuture(new Request(context))
                .compose(RouteTable.targetOf(context).endpoint()::answer)
                .onSuccess(answer -> write(context, answer))
                .onFailure(context::fail);
    }

    private static void write(RoutingContext context, Answer answer) {
        if (!context.response().ended() && !context.response().closed()) {
            answer.reason().ifPresent(fault -> AccessLog.note(context, fault));
            answer.writeTo(context.response());
        }
    }
}
