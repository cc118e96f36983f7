package dev.wxauth.wechat.transport;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is to call WeChat, in a whole pod: so many calls are under way at a time, over all event loops and apps.
 * Beside them is a waiting room with so many seats; there calls wait {@link #PATIENCE} for their turn, first come first
 * served, and requests for what another call will bring. Who finds no seat, or is not called in time, is refused with an
 * unsent {@link Fault.TemporarilyUnavailable}: a call that cannot have its whole time had better not be made.
 *
 * <p>Thread-safe; what is done under the lock is short. These hold:
 *
 * <ol>
 *   <li>While anybody waits for a turn, all turns are taken: a turn that is given back goes to the first who waits.
 *   <li>Who waits is either called or gives up: both take it out of the queue, which can be done once.
 *   <li>Who waits goes on on its own event loop, whoever called.
 * </ol>
 */
final class Turns {
    /** How long a call waits for its turn. */
    static final Duration PATIENCE = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(Turns.class);

    private final int most;
    private final int seats;
    private final Duration patience;
    private final Runnable shed;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private int underWay;
    private int seated;

    /** So many calls, so many that wait, for so long; and what is told of each that is refused. */
    Turns(int most, int seats, Duration patience, Runnable shed) {
        this.most = most;
        this.seats = seats;
        this.patience = patience;
        this.shed = shed;
    }

    /**
     * As many seats as turns, and both together no more than half of the requests that may be under way: WeChat must not
     * take the place of those who do not need it. What exceeds that is cut, which is logged.
     */
    static Turns of(int concurrency, int maxRequests, Runnable shed) {
        int most = Math.max(1, Math.min(concurrency, maxRequests / 4));
        if (most < concurrency) {
            log.warn(
                    "WXAUTH_WECHAT_CONCURRENCY is cut from {} to {}: calls to WeChat, and as many that wait, may hold half of"
                            + " the {} requests of WXAUTH_MAX_REQUESTS",
                    concurrency,
                    most,
                    maxRequests);
        }
        return new Turns(most, Math.min(most, Math.max(0, maxRequests / 2 - most)), PATIENCE, shed);
    }

    /** How many calls are under way. */
    synchronized int underWay() {
        return underWay;
    }

    /** How many seats are taken. */
    synchronized int waiting() {
        return waiting.size() + seated;
    }

    /** How many calls there can be at a time. */
    int most() {
        return most;
    }

    /** Makes a call in its turn, on the event loop that asks, and ends as it does; fails with the refusal when none comes. */
    <T> Future<T> during(Vertx vertx, String appid, Supplier<Future<T>> call) {
        return take(vertx, appid).compose(turn -> use(call));
    }

    private <T> Future<T> use(Supplier<Future<T>> call) {
        return Future.succeededFuture().compose(begun -> call.get()).andThen((result, failure) -> giveBack());
    }

    private synchronized Future<Void> take(Vertx vertx, String appid) {
        if (underWay < most) {
            underWay++;
            return Future.succeededFuture();
        }
        return hasSeat() ? queue(vertx, appid) : Future.failedFuture(refusal(appid));
    }

    private boolean hasSeat() {
        return waiting.size() + seated < seats;
    }

    /** A promise, since the one who gives its turn away may do so on another event loop. */
    private Future<Void> queue(Vertx vertx, String appid) {
        Waiter waiter = new Waiter(vertx.getOrCreateContext(), Promise.promise());
        long timer = vertx.setTimer(patience.toMillis(), late -> giveUp(waiter, appid));
        waiting.addLast(waiter);
        return waiter.turn.future().andThen((turn, failure) -> vertx.cancelTimer(timer));
    }

    private void giveUp(Waiter waiter, String appid) {
        if (leave(waiter)) {
            waiter.turn.fail(refusal(appid));
        }
    }

    /** Those who give up came first, so that they are found at once. */
    private synchronized boolean leave(Waiter waiter) {
        return waiting.remove(waiter);
    }

    private void giveBack() {
        next().ifPresent(Waiter::call);
    }

    private synchronized Optional<Waiter> next() {
        if (waiting.isEmpty()) {
            underWay--;
        }
        return Optional.ofNullable(waiting.pollFirst());
    }

    /** Waits for what another call brings, on a seat; or fails with the refusal. */
    <T> Future<T> seated(String appid, Supplier<Future<T>> wait) {
        return sit()
                ? Future.succeededFuture().compose(begun -> wait.get()).andThen((result, failure) -> standUp())
                : Future.failedFuture(refusal(appid));
    }

    private synchronized boolean sit() {
        boolean free = hasSeat();
        seated += free ? 1 : 0;
        return free;
    }

    private synchronized void standUp() {
        seated--;
    }

    private Fault refusal(String appid) {
        shed.run();
        return Fault.TemporarilyUnavailable.overloaded(Background.of(
                        most
                                + " calls to WeChat are under way, and no turn came; WeChat is slow, or WXAUTH_WECHAT_CONCURRENCY too small")
                .with("appid", appid)
                .by(WeChatOutcome.SHED));
    }

    /** One call that waits. */
    private record Waiter(Context context, Promise<Void> turn) {
        private void call() {
            context.runOnContext(called -> turn.complete());
        }
    }
}
