package dev.wxauth.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisClusterConnectOptions;
import io.vertx.redis.client.RedisConnectOptions;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One client of the library and the one connection that it made. What is asked on it fails when the answer takes longer
 * than the asker allows, and when the connection ends; it is never made again.
 *
 * @param name host and port, for people
 */
record Wire(String name, Redis client, RedisConnection connection) {
    private static final int CONNECT_MILLIS = 500;
    private static final int PIPELINE = 4096;

    /** Connects to one server. Fails with {@link RedisFailure}. */
    static Future<Wire> open(Vertx vertx, RedisAddress address, Duration time) {
        return Future.succeededFuture(List.of(address))
                .map(addresses -> standaloneClient(vertx, addresses))
                .compose(client -> connect(client, address.name(), time));
    }

    private static Redis standaloneClient(Vertx vertx, List<RedisAddress> addresses) {
        RedisStandaloneConnectOptions options = new RedisStandaloneConnectOptions();
        greet(options, addresses);
        Supplier<Future<RedisStandaloneConnectOptions>> given = () -> Future.succeededFuture(options);
        return Disposable.make(
                vertx, () -> Redis.createStandaloneClient(vertx, common(RedisClientType.STANDALONE), given));
    }

    /** Connects to every node of a cluster, which the first of these that answers names. Fails as {@link #open} does. */
    static Future<Wire> openCluster(Vertx vertx, List<RedisAddress> addresses, Duration time) {
        String name = addresses.stream().map(RedisAddress::name).sorted().collect(Collectors.joining(","));
        return Future.succeededFuture(addresses)
                .map(all -> clusterClient(vertx, all))
                .compose(client -> connect(client, name, time));
    }

    private static Redis clusterClient(Vertx vertx, List<RedisAddress> addresses) {
        RedisClusterConnectOptions options = new RedisClusterConnectOptions();
        greet(options, addresses);
        Supplier<Future<RedisClusterConnectOptions>> given = () -> Future.succeededFuture(options);
        return Disposable.make(vertx, () -> Redis.createClusterClient(vertx, common(RedisClientType.CLUSTER), given));
    }

    /** All nodes of a cluster know the same users; the first address that names one names it for all. */
    private static void greet(RedisConnectOptions options, List<RedisAddress> addresses) {
        addresses.forEach(address -> options.addConnectionString(address.url()));
        addresses.stream()
                .flatMap(address -> address.login().stream())
                .findFirst()
                .ifPresent(login -> options.setUser(login.user().orElse(null))
                        .setPassword(login.password().reveal()));
        options.setMaxWaitingHandlers(PIPELINE);
    }

    private static RedisOptions common(RedisClientType type) {
        return new RedisOptions()
                .setType(type)
                .setNetClientOptions(new NetClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setTcpKeepAlive(true)
                        .setTcpNoDelay(true)
                        .setHostnameVerificationAlgorithm("HTTPS"));
    }

    private static Future<Wire> connect(Redis client, String name, Duration time) {
        return Deadline.bound(client.connect(), time)
                .map(connection -> new Wire(name, client, connection))
                .recover(failure -> abandon(client, name, failure));
    }

    private static Future<Wire> abandon(Redis client, String name, Throwable failure) {
        client.close();
        return Future.failedFuture(RedisFailure.unreachable(name, failure));
    }

    /** The action may be called more than once for one end. */
    void onEnd(Runnable action) {
        connection.exceptionHandler(failure -> action.run());
        connection.endHandler(end -> action.run());
    }

    /** Succeeds with the reply; fails when the connection ends or the time is over. */
    Future<Response> send(Request command, Duration time) {
        return Deadline.bound(connection.send(command), time);
    }

    /** Succeeds with all replies, asked in one piece; one that is refused fails the whole batch. */
    Future<List<Response>> batch(List<Request> commands, Duration time) {
        return Deadline.bound(connection.batch(commands), time);
    }

    /** What is under way fails. */
    Future<Void> close() {
        connection.close();
        return client.close();
    }
}
