package dev.wxauth.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the reads of one turn of the event loop together: one write, one wake-up of Redis and one deadline, for all the
 * requests that had arrived. Most of what a read costs under load is those.
 *
 * <p>Not thread-safe: all calls come from one event loop.
 */
final class ReadBatch {
    private final Vertx vertx;
    private final Wire wire;
    private List<Request> waiting = new ArrayList<>();
    private Future<List<Response>> replies = Future.succeededFuture(List.of());

    ReadBatch(Vertx vertx, Wire wire) {
        this.vertx = vertx;
        this.wire = wire;
    }

    /** The reply to this read, which goes out when the turn ends. Fails as a command of its own would. */
    Future<Response> add(Request read, Duration time) {
        if (waiting.isEmpty()) {
            replies = endOfTurn().compose(end -> send(time));
        }
        int place = waiting.size();
        waiting.add(read);
        return replies.map(all -> all.get(place)).recover(failure -> alone(read, time, failure));
    }

    private Future<Void> endOfTurn() {
        return Future.future(end -> vertx.runOnContext(end::complete));
    }

    private Future<List<Response>> send(Duration time) {
        List<Request> batch = waiting;
        waiting = new ArrayList<>();
        return wire.batch(batch, time);
    }

    /** One refused read spoils the whole batch: asked alone, each gets the answer that is its own. */
    private Future<Response> alone(Request read, Duration time, Throwable failure) {
        return failure instanceof ErrorType ? wire.send(read, time) : Future.failedFuture(failure);
    }
}
