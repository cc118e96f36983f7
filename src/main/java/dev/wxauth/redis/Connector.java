package dev.wxauth.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Makes links, by the three ways to run Redis. A link counts only when a master is at its other end, and says so itself.
 * Each is a <em>new</em> client, because an old one's pools and slot cache may hang on a frozen node.
 */
final class Connector {
    private final Vertx vertx;
    private final RedisSettings config;
    private final Sentinels sentinels;

    Connector(Vertx vertx, RedisSettings config) {
        this.vertx = vertx;
        this.config = config;
        this.sentinels = new Sentinels(vertx, config);
    }

    /**
     * Connects, starting with another address at each turn. Fails with {@link RedisFailure}, at the deadline at the latest,
     * and leaves nothing open then.
     */
    Future<RedisLink> connect(int turn, Deadline deadline) {
        RedisEndpoints endpoints = config.endpoints().get();
        return switch (config.type()) {
            case STANDALONE -> standalone(endpoints, deadline);
            case SENTINEL ->
                sentinels.guide(endpoints, turn, deadline).compose(guide -> guided(guide, endpoints, deadline));
            case CLUSTER -> cluster(endpoints, turn, deadline);
        };
    }

    private Future<RedisLink> standalone(RedisEndpoints endpoints, Deadline deadline) {
        return Wire.open(vertx, RedisAddress.of(endpoints.urls().get(0)), deadline.left())
                .map(wire -> RedisLink.standalone(vertx, wire, endpoints))
                .compose(link -> checked(link, deadline));
    }

    private Future<RedisLink> guided(Guide guide, RedisEndpoints endpoints, Deadline deadline) {
        return Wire.open(vertx, guide.master(), deadline.left())
                .recover(failure -> abandon(guide, failure))
                .map(wire -> RedisLink.guided(vertx, wire, endpoints, guide))
                .compose(link -> checked(link, deadline));
    }

    private Future<RedisLink> cluster(RedisEndpoints endpoints, int turn, Deadline deadline) {
        return Wire.openCluster(vertx, RedisAddress.inTurn(endpoints, turn), deadline.left())
                .map(wire -> RedisLink.cluster(wire, endpoints));
    }

    private static Future<RedisLink> checked(RedisLink link, Deadline deadline) {
        return link.check(deadline).map(link).recover(failure -> abandon(link, failure));
    }

    private static Future<RedisLink> abandon(RedisLink link, Throwable failure) {
        link.close();
        return Future.failedFuture(RedisFailure.unreachable(link.name(), failure));
    }

    private static Future<Wire> abandon(Guide guide, Throwable failure) {
        guide.close();
        return Future.failedFuture(failure);
    }
}
