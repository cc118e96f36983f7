package dev.wxauth.redis;

import dev.wxauth.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipelined connection for one event loop, which rebuilds itself on trouble: a <em>new</em> client, because the old
 * one's pools and slot cache may hang on a frozen node, with the list of endpoints rotated, because the first one may be
 * the frozen one. Until the new connection stands the old one is used on: keys of healthy nodes still work.
 *
 * <p>Not thread-safe: all calls come from one event loop.
 */
public final class HeldConnection {
    private static final Logger log = LoggerFactory.getLogger(HeldConnection.class);
    private static final long CONNECT_MILLIS = 1000;
    private static final long WAIT_MILLIS = 800;
    private static final long AT_ONCE_MILLIS = 1;
    private static final long PAUSE_MILLIS = 200;
    private static final long WATCH_MILLIS = 1000;
    private static final long RETIRED_AFTER_MILLIS = 1000;
    private static final int TIMEOUTS_THAT_MEAN_TROUBLE = 3;
    private static final long TIMEOUT_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Vertx vertx;
    private final Configuration.Redis config;
    private RedisLink link;
    private Future<RedisLink> next;
    private int attempts;
    private int timeouts;
    private long firstTimeout;
    private long watch;
    private boolean closed;

    private HeldConnection(Vertx vertx, Configuration.Redis config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** Starts connecting and does not wait for it: a pod starts without Redis. */
    public static HeldConnection open(Vertx vertx, Configuration.Redis config) {
        HeldConnection connection = new HeldConnection(vertx, config);
        connection.rebuild();
        connection.watch = vertx.setPeriodic(WATCH_MILLIS, tick -> connection.followConfiguration());
        return connection;
    }

    /** Looks by itself, and not when a command comes: a quiet pod must not answer from the Redis of yesterday. */
    private void followConfiguration() {
        if (link != null && !link.endpoints().equals(config.endpoints().get())) {
            rebuild();
        }
    }

    /** Succeeds as soon as a connection stands, however long that takes. */
    public Future<Void> connected() {
        return link != null ? Future.succeededFuture() : next.mapEmpty();
    }

    /**
     * Sends on the connection there is, else on the one that is being made. A command that waited too long for a
     * connection is never sent: its caller has been told so.
     */
    Future<Response> send(Request command) {
        return link != null ? link.send(command) : standing().compose(made -> made.send(command));
    }

    /** The same for a command that changes nothing. */
    Future<Response> read(Request command) {
        return link != null ? link.read(command) : standing().compose(made -> made.read(command));
    }

    private Future<RedisLink> standing() {
        return next.timeout(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A command failed without an answer from Redis. */
    void noticeFailure(Throwable failure) {
        boolean trouble = failure instanceof TimeoutException ? isOneTooMany() : !isOverload(failure);
        if (trouble) {
            rebuild();
        }
    }

    /** More commands wait than the pipeline holds. That is load, and a new connection would only add to it. */
    private static boolean isOverload(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("queue is full");
    }

    /** Redis answered that it is not the one to ask, such as a former master. */
    void noticeRefusal() {
        rebuild();
    }

    /** Counts within a window, and not in a row: other nodes of a cluster answer while one is frozen. */
    private boolean isOneTooMany() {
        long now = System.nanoTime();
        if (timeouts == 0 || now - firstTimeout > TIMEOUT_WINDOW_NANOS) {
            timeouts = 0;
            firstTimeout = now;
        }
        timeouts++;
        return timeouts >= TIMEOUTS_THAT_MEAN_TROUBLE;
    }

    private void rebuild() {
        if (next == null && !closed) {
            next = connectAfter(AT_ONCE_MILLIS);
        }
    }

    /** The pause, however short, ties what follows to this event loop, where also the waiting for it shall end. */
    private Future<RedisLink> connectAfter(long millis) {
        return vertx.timer(millis, TimeUnit.MILLISECONDS)
                .compose(pause -> connect())
                .map(this::swap)
                .recover(this::tryAgain);
    }

    private Future<RedisLink> connect() {
        return RedisLink.connect(vertx, config, config.endpoints().get(), attempts++, CONNECT_MILLIS);
    }

    private RedisLink swap(RedisLink made) {
        if (link != null || attempts > 1) {
            log.info("connected to Redis after {} attempts", attempts);
        }
        RedisLink old = link;
        link = made;
        next = null;
        attempts = 0;
        timeouts = 0;
        made.onEnd(() -> noticeEnd(made));
        if (old != null) {
            retire(old);
        }
        if (closed) {
            made.close();
        }
        return made;
    }

    /** What is under way on healthy nodes may still be answered; what is not answered by then has timed out. */
    private void retire(RedisLink old) {
        vertx.timer(RETIRED_AFTER_MILLIS, TimeUnit.MILLISECONDS).compose(pause -> old.close());
    }

    private Future<RedisLink> tryAgain(Throwable failure) {
        if (closed) {
            return Future.failedFuture(failure);
        }
        if (attempts == 1) {
            log.warn(
                    "Redis cannot be reached ({}), trying on",
                    failure.getClass().getSimpleName());
        }
        return connectAfter(PAUSE_MILLIS);
    }

    /** In a cluster it is one node's connection that ended; those to the other nodes serve on until the swap. */
    private void noticeEnd(RedisLink ended) {
        if (link == ended) {
            if (config.type() != Configuration.RedisType.CLUSTER) {
                link = null;
                ended.close();
            }
            rebuild();
        }
    }

    /** Ends the connection; what is under way fails. */
    public Future<Void> close() {
        closed = true;
        vertx.cancelTimer(watch);
        return link == null ? Future.succeededFuture() : link.close();
    }
}
