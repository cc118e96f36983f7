package dev.wxauth.redis;

import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Waits until replicas have what was written. Redis' WAIT keeps its whole connection waiting, so it has one of its own, one
 * wait at a time; who would have to wait for too long is refused without being asked.
 *
 * <p>WAIT counts what its own connection has seen, and any command makes it see all that was written before. That command
 * looks whether what ended is gone: after a failover, which may have lost the end, replicas that agree mean nothing.
 *
 * <p>Not thread-safe: all calls come from one event loop.
 */
final class ReplicaWait {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Redis's own answer, that they have not, comes before we give it up. */
    private static final Duration MARGIN = Duration.ofMillis(150);

    private final Optional<Pipeline> pipeline;
    private final int wanted;
    private Future<Void> last = Future.succeededFuture();

    private ReplicaWait(Optional<Pipeline> pipeline, int wanted) {
        this.pipeline = pipeline;
        this.wanted = wanted;
    }

    /** Connects only where the operator wants replicas to be waited for. */
    static ReplicaWait open(Vertx vertx, RedisSettings config, RedisWatch watch) {
        int wanted = config.waitReplicas();
        return new ReplicaWait(
                wanted == 0 ? Optional.empty() : Optional.of(new Pipeline(HeldConnection.open(vertx, config, watch))),
                wanted);
    }

    /** Whether the operator wants any to be waited for. */
    boolean areWanted() {
        return pipeline.isPresent();
    }

    /**
     * Succeeds when enough replicas have all that was written before; at once when none is wanted.
     *
     * @param presence asks for what must be gone: EXISTS, or HEXISTS
     */
    Future<Void> gone(Request presence) {
        return pipeline.map(held -> inTurn(held, presence)).orElseGet(Future::succeededFuture);
    }

    private Future<Void> inTurn(Pipeline held, Request presence) {
        Deadline deadline = Deadline.in(PATIENCE);
        last = last.transform(before -> held.connected())
                .compose(ready -> ask(held, presence, deadline.left()))
                .recover(ReplicaWait::notYet);
        return last;
    }

    private Future<Void> ask(Pipeline held, Request presence, Duration left) {
        if (left.compareTo(MARGIN) <= 0) {
            return fail("others wait for them already");
        }
        Request wait =
                Request.cmd(Command.WAIT).arg(wanted).arg(left.minus(MARGIN).toMillis());
        return held.block(List.of(presence, wait), left).compose(this::judge);
    }

    private Future<Void> judge(List<Response> replies) {
        if (replies.get(0).toInteger() > 0) {
            return fail("what ended is there, a failover may have lost the end");
        }
        int have = replies.get(1).toInteger();
        return have < wanted ? fail(have + " of " + wanted + " have it") : Future.succeededFuture();
    }

    private static Future<Void> fail(String why) {
        return Future.failedFuture(Fault.TemporarilyUnavailable.because("replicas are waited for: " + why));
    }

    /** Whatever the reason, the end itself stands, and who asks again waits again. */
    private static Future<Void> notYet(Throwable failure) {
        return failure instanceof Fault ? Future.failedFuture(failure) : fail(String.valueOf(failure.getMessage()));
    }

    /** Succeeds when the connection is closed; who waits on it fails. */
    Future<Void> close() {
        return pipeline.map(Pipeline::close).orElseGet(Future::succeededFuture);
    }
}
