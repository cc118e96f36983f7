package dev.wxauth.wechat.transport;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Makes each call in its turn, and its time begins then. An open circuit is seen first: nobody shall wait, or keep others
 * from waiting, for a call that would not be made. But leave is asked of the circuit last, when the turn has come: it waits
 * for the end of a probe that it gave leave for, and whoever had got leave before the circuit opened would be sent after
 * it. So the breaker hears of no call that was refused here.
 */
final class TurnTransport implements WeChatTransport {
    private final Vertx vertx;
    private final BreakingTransport next;
    private final Turns turns;

    TurnTransport(Vertx vertx, BreakingTransport next, Turns turns) {
        this.vertx = vertx;
        this.next = next;
        this.turns = turns;
    }

    @Override
    public Future<WeChatAnswer> send(WeChatRequest request) {
        return next.findRefusal(request)
                .<Future<WeChatAnswer>>map(Future::failedFuture)
                .orElseGet(() -> inTurn(request));
    }

    private Future<WeChatAnswer> inTurn(WeChatRequest request) {
        return turns.during(vertx, request.appid(), () -> next.send(request));
    }
}
