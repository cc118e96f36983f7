package dev.wxauth.redis;

import dev.wxauth.config.Configuration;
import dev.wxauth.config.Configuration.RedisType;
import dev.wxauth.config.RedisEndpoints;
import dev.wxauth.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisReplicas;
import io.vertx.redis.client.RedisRole;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One client and the one connection that it made. */
final class RedisLink {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int CONNECT_MILLIS = 500;
    private static final int PIPELINE = 4096;

    private final Redis client;
    private final RedisConnection connection;
    private final Function<Request, Future<Response>> reads;
    private final RedisEndpoints endpoints;

    private RedisLink(
            Redis client,
            RedisConnection connection,
            Function<Request, Future<Response>> reads,
            RedisEndpoints endpoints) {
        this.client = client;
        this.connection = connection;
        this.reads = reads;
        this.endpoints = endpoints;
    }

    /** Connects, starting with another endpoint at each turn; fails when that takes too long. */
    static Future<RedisLink> connect(
            Vertx vertx, Configuration.Redis config, RedisEndpoints endpoints, int turn, long millis) {
        return Future.succeededFuture(options(config, rotated(endpoints.urls(), turn)))
                .map(options -> Redis.createClient(vertx, options))
                .compose(client -> client.connect()
                        .timeout(millis, TimeUnit.MILLISECONDS)
                        .map(made -> new RedisLink(client, made, reads(vertx, config.type(), made), endpoints))
                        .recover(failure -> abandon(client, failure)));
    }

    /** A cluster takes no batch whose keys lie in different slots. */
    private static Function<Request, Future<Response>> reads(Vertx vertx, RedisType type, RedisConnection connection) {
        return type == RedisType.CLUSTER
                ? command -> send(connection, command)
                : new ReadBatch(vertx, connection, DEADLINE)::add;
    }

    private static Future<Response> send(RedisConnection connection, Request command) {
        return connection.send(command).timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Future<RedisLink> abandon(Redis client, Throwable failure) {
        client.close();
        return Future.failedFuture(failure);
    }

    private static List<String> rotated(List<Secret> urls, int turn) {
        List<String> rotated = new ArrayList<>(urls.stream().map(Secret::reveal).toList());
        Collections.rotate(rotated, -turn);
        return rotated;
    }

    private static RedisOptions options(Configuration.Redis config, List<String> urls) {
        RedisOptions options = new RedisOptions()
                .setType(RedisClientType.valueOf(config.type().name()))
                .setRole(RedisRole.MASTER)
                .setMasterName(config.master())
                .setAutoFailover(config.type() == RedisType.SENTINEL)
                .setUseReplicas(RedisReplicas.NEVER)
                .setMaxWaitingHandlers(PIPELINE)
                .setNetClientOptions(netOptions());
        options.setEndpoints(new ArrayList<>(urls));
        return options;
    }

    private static NetClientOptions netOptions() {
        return new NetClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setHostnameVerificationAlgorithm("HTTPS");
    }

    /** What the link was made from, to tell whether the configuration has changed since. */
    RedisEndpoints endpoints() {
        return endpoints;
    }

    void onEnd(Runnable action) {
        connection.exceptionHandler(failure -> action.run());
        connection.endHandler(end -> action.run());
    }

    /** Sends a command. Fails when its answer takes more than a second. */
    Future<Response> send(Request command) {
        return send(connection, command);
    }

    /** The same for a command that changes nothing, which may go out together with others. */
    Future<Response> read(Request command) {
        return reads.apply(command);
    }

    Future<Void> close() {
        connection.close();
        return client.close();
    }
}
