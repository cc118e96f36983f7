package dev.wxauth.server;

import dev.wxauth.redis.RedisCommands;
import dev.wxauth.rotation.KeyWatch;
import dev.wxauth.web.ClientAddress;
import dev.wxauth.web.Connections;
import dev.wxauth.web.Gate;
import dev.wxauth.web.HttpSettings;
import dev.wxauth.web.Lifecycle;
import dev.wxauth.web.RequestLog;
import dev.wxauth.web.RequestsUnderWay;
import dev.wxauth.web.Routes;
import dev.wxauth.web.Servers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;

/** The management port. It opens first and closes last, so that probes are answered while the rest comes and goes. */
public final class ManagementVerticle extends VerticleBase {
    private static final long TICK_MILLIS = 1000;

    private final Shared shared;
    private RedisCommands redis;
    private KeyWatch keys;
    private HttpServer server;
    private long ticking;

    /** Takes what all event loops share. */
    public ManagementVerticle(Shared shared) {
        this.shared = shared;
    }

    @Override
    public Future<?> start() {
        redis = RedisCommands.open(vertx, shared.configuration().redis(), shared.redisWatch());
        ticking = vertx.setPeriodic(TICK_MILLIS, tick -> shared.troubles().tick());
        keys = KeyWatch.open(vertx, shared.activation(), shared.registry(redis));
        Gate open = new Gate(new Lifecycle(), RequestsUnderWay.unlimited());
        Routes routes = new Routes(
                vertx,
                new ClientAddress(List.of(), shared.forwarded()),
                RequestLog.ofManagementPort(shared.troubles()),
                open);
        Router router = new ManagementRouter(vertx, shared, redis).create(routes);
        HttpSettings http = shared.configuration().http();
        server = Servers.createUntraced(vertx, http.idleTimeout(), Connections.unlimited())
                .requestHandler(router);
        return Servers.listen(server, http.host(), http.managementPort(), "WXAUTH_MANAGEMENT_PORT")
                .recover(this::abandoned);
    }

    /** Vert.x does not stop a verticle that did not start. */
    private Future<HttpServer> abandoned(Throwable failure) {
        return stop().transform(stopped -> Future.failedFuture(failure));
    }

    /** The port that was bound, when the configuration left the choice to the system. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(ticking);
        keys.close();
        return server.close().eventually(redis::close);
    }
}
