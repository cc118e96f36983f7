package dev.wxauth.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * The sentinels, who know the master: asked one after the other until one names it (Redis' "Guidelines for Redis clients
 * with support for Redis Sentinel"), each in a share of the time, since one that is frozen says nothing.
 */
final class Sentinels {
    private final Vertx vertx;
    private final RedisSettings config;

    Sentinels(Vertx vertx, RedisSettings config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** One that names the master; at each turn another one is asked first. Fails with what the last one said. */
    Future<Guide> guide(RedisEndpoints endpoints, int turn, Deadline deadline) {
        return ask(RedisAddress.inTurn(endpoints, turn), deadline);
    }

    /** One share of the time is left for the master. */
    private Future<Guide> ask(List<RedisAddress> addresses, Deadline deadline) {
        List<RedisAddress> others = addresses.subList(1, addresses.size());
        Duration share = deadline.left().dividedBy(addresses.size() + 1);
        return ask(addresses.get(0), Deadline.in(share))
                .recover(failure -> others.isEmpty() ? Future.failedFuture(failure) : ask(others, deadline));
    }

    private Future<Guide> ask(RedisAddress address, Deadline deadline) {
        RedisAddress sentinel = address.asSentinel(config.sentinelPassword().get());
        return Wire.open(vertx, sentinel, deadline.left()).compose(wire -> ask(wire, address, deadline));
    }

    private Future<Guide> ask(Wire wire, RedisAddress address, Deadline deadline) {
        return Guide.ask(wire, config.master(), address, deadline.left()).recover(failure -> abandon(wire, failure));
    }

    private static Future<Guide> abandon(Wire wire, Throwable failure) {
        wire.close();
        return Future.failedFuture(RedisFailure.unreachable(wire.name(), failure));
    }
}
