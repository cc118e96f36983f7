package dev.wxauth.redis;

import dev.wxauth.config.Configuration;
import dev.wxauth.config.RedisEndpoints;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * The sentinels, who know the master: asked one after the other until one names it (Redis' "Guidelines for Redis clients
 * with support for Redis Sentinel"), each in a short time of its own, since one that is frozen says nothing.
 */
final class Sentinels {
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Vertx vertx;
    private final Configuration.Redis config;

    Sentinels(Vertx vertx, Configuration.Redis config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** One that names the master; at each turn another one is asked first. Fails with what the last one said. */
    Future<Guide> guide(RedisEndpoints endpoints, int turn, Deadline deadline) {
        return ask(RedisAddress.inTurn(endpoints, turn), deadline);
    }

    private Future<Guide> ask(List<RedisAddress> addresses, Deadline deadline) {
        List<RedisAddress> others = addresses.subList(1, addresses.size());
        return ask(addresses.get(0), deadline)
                .recover(failure -> others.isEmpty() ? Future.failedFuture(failure) : ask(others, deadline));
    }

    private Future<Guide> ask(RedisAddress address, Deadline deadline) {
        RedisAddress sentinel = address.asSentinel(config.sentinelPassword().get());
        return Wire.open(vertx, sentinel, deadline.left(PATIENCE)).compose(wire -> ask(wire, address, deadline));
    }

    private Future<Guide> ask(Wire wire, RedisAddress address, Deadline deadline) {
        return Guide.ask(wire, config.master(), address, deadline.left(PATIENCE))
                .recover(failure -> abandon(wire, failure));
    }

    private static Future<Guide> abandon(Wire wire, Throwable failure) {
        wire.close();
        return Future.failedFuture(RedisFailure.unreachable(wire.name(), failure));
    }
}
