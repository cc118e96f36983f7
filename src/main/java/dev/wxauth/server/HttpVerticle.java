package dev.wxauth.server;

import dev.wxauth.config.Configuration;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.web.AccessLog;
import dev.wxauth.web.CallerHandler;
import dev.wxauth.web.ClientAddress;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** The public port on one event loop, with clients and services of its own, so that nothing is shared but the pod. */
public final class HttpVerticle extends VerticleBase {
    private final Pod pod;
    private RedisCommands redis;
    private HttpServer server;

    /** Takes what all event loops share. */
    public HttpVerticle(Pod pod) {
        this.pod = pod;
    }

    @Override
    public Future<?> start() {
        redis = RedisCommands.open(vertx, pod.configuration().redis(), pod.redisTroubles());
        Router router = ApiRouter.create(routes(), new Services(vertx, pod, redis));
        Configuration.Http http = pod.configuration().http();
        server = Servers.create(vertx, http.idleTimeout()).requestHandler(router);
        // A pod starts without Redis; but where Redis is there, the first request shall not have to wait for it.
        return redis.connected()
                .compose(connected -> pod.registry(redis).report())
                .otherwiseEmpty()
                .compose(waited -> server.listen(http.port(), http.host()));
    }

    private Routes routes() {
        return new Routes(
                vertx,
                new CallerHandler(new ClientAddress(pod.configuration().http().trustedProxies())),
                new AccessLog(pod.meters()),
                pod.lifecycle(),
                pod.requests());
    }

    /** The port that was bound, when the configuration left the choice to the system. */
    public int port() {
        return server.actualPort();
    }

    /** Finishes what has begun, and only then lets go of what it needs. */
    @Override
    public Future<?> stop() {
        long patience = pod.configuration().http().drainTimeout().toMillis();
        return server.shutdown(patience, TimeUnit.MILLISECONDS).eventually(redis::close);
    }
}
