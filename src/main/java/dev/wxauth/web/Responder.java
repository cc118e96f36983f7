package dev.wxauth.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The one way out of a route: its answer is written, its failure goes to the {@link FailureHandler}. */
final class Responder implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        Visit visit = Visit.of(context);
        Future.succeededFuture(new Request(context, visit))
                .compose(visit.target().endpoint()::answer)
                .map(answer -> write(context, visit, answer))
                .onFailure(context::fail);
    }

    private static Answer write(RoutingContext context, Visit visit, Answer answer) {
        if (!context.response().ended() && !context.response().closed()) {
            answer.reason().ifPresent(visit::isAnsweredBecause);
            answer.writeTo(context.response());
        }
        return answer;
    }
}
