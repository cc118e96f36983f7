package dev.wxauth.server;

import dev.wxauth.observe.EventLoopDelay;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.web.ClientAddress;
import dev.wxauth.web.Gate;
import dev.wxauth.web.HttpSettings;
import dev.wxauth.web.RequestLog;
import dev.wxauth.web.Routes;
import dev.wxauth.web.Servers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/**
 * The public port on one event loop, with clients and services of its own, so that loops share only what is made to be
 * shared.
 */
public final class HttpVerticle extends VerticleBase {
    private final Shared shared;
    private RedisCommands redis;
    private HttpServer server;
    private EventLoopDelay delay;

    /** Takes what all event loops share. */
    public HttpVerticle(Shared shared) {
        this.shared = shared;
    }

    @Override
    public Future<?> start() {
        redis = RedisCommands.open(vertx, shared.configuration().redis(), shared.redisWatch());
        Router router = ApiRouter.create(routes(), Endpoints.of(new Services(vertx, shared, redis)));
        delay = shared.meters().watchEventLoop(vertx);
        HttpSettings http = shared.configuration().http();
        server = Servers.create(vertx, http.idleTimeout(), shared.connections()).requestHandler(router);
        // A pod starts without Redis; but where Redis is there, the first request shall not have to wait for it.
        return redis.connected()
                .compose(connected -> shared.registry(redis).report())
                .otherwiseEmpty()
                .compose(waited -> Servers.listen(server, http.host(), http.port(), "WXAUTH_PORT"))
                .recover(this::abandoned);
    }

    /** Vert.x does not stop a verticle that did not start. */
    private Future<HttpServer> abandoned(Throwable failure) {
        return stop().transform(stopped -> Future.failedFuture(failure));
    }

    private Routes routes() {
        ClientAddress addresses =
                new ClientAddress(shared.configuration().http().trustedProxies(), shared.forwarded());
        return new Routes(
                vertx,
                addresses,
                RequestLog.ofPublicPort(shared.meters(), shared.troubles()),
                new Gate(shared.lifecycle(), shared.requests()));
    }

    /** The port that was bound, when the configuration left the choice to the system. */
    public int port() {
        return server.actualPort();
    }

    /** Finishes what has begun, and only then lets go of what it needs. */
    @Override
    public Future<?> stop() {
        delay.close();
        long patience = shared.configuration().http().drainTimeout().toMillis();
        return server.shutdown(patience, TimeUnit.MILLISECONDS).eventually(redis::close);
    }
}
