package dev.wxauth.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;

/**
 * A sentinel, and the master that it named. It is asked on for as long as that master is used: a master that the others
 * have left behind does not know it. A sentinel that does not answer any more says nothing against the master.
 */
final class Guide {
    private final Wire sentinel;
    private final String service;
    private final RedisAddress master;
    private boolean silent;

    private Guide(Wire sentinel, String service, RedisAddress master) {
        this.sentinel = sentinel;
        this.service = service;
        this.master = master;
    }

    /**
     * Asks a sentinel for the master. Fails when it does not know one, or does not answer in time.
     *
     * @param like how the master is greeted
     */
    static Future<Guide> ask(Wire sentinel, String service, RedisAddress like, Duration time) {
        return named(sentinel, service, like, time)
                .compose(named -> named.map(Future::succeededFuture).orElse(unknown(sentinel)))
                .map(master -> new Guide(sentinel, service, master));
    }

    private static Future<RedisAddress> unknown(Wire sentinel) {
        return Future.failedFuture(RedisFailure.unreachable(sentinel.name(), "no such master"));
    }

    /** Empty when the sentinel knows no such service. */
    private static Future<Optional<RedisAddress>> named(
            Wire sentinel, String service, RedisAddress like, Duration time) {
        Request question =
                Request.cmd(Command.SENTINEL).arg("GET-MASTER-ADDR-BY-NAME").arg(service);
        return sentinel.send(question, time).map(reply -> address(reply, like));
    }

    private static Optional<RedisAddress> address(Response reply, RedisAddress like) {
        return reply == null
                ? Optional.empty()
                : Optional.of(like.at(reply.get(0).toString(), reply.get(1).toInteger()));
    }

    RedisAddress master() {
        return master;
    }

    /** Fails when the sentinel names another master by now. */
    Future<Void> confirm(Duration time) {
        return silent
                ? Future.succeededFuture()
                : named(sentinel, service, master, time)
                        .otherwise(this::silence)
                        .map(this::compare);
    }

    private Optional<RedisAddress> silence(Throwable failure) {
        silent = true;
        sentinel.close();
        return Optional.empty();
    }

    private Void compare(Optional<RedisAddress> named) {
        if (named.isPresent() && !named.get().equals(master)) {
            throw RedisFailure.unreachable(master.name(), "left by its sentinels");
        }
        return null;
    }

    void close() {
        sentinel.close();
    }
}
