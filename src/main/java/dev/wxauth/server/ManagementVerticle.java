package dev.wxauth.server;

import dev.wxauth.config.Configuration;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.rotation.KeyWatch;
import dev.wxauth.web.AccessLog;
import dev.wxauth.web.CallerHandler;
import dev.wxauth.web.ClientAddress;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;

/** The management port. It opens first and closes last, so that probes are answered while the rest comes and goes. */
public final class ManagementVerticle extends VerticleBase {
    private final Pod pod;
    private final Lifecycle always = new Lifecycle();
    private RedisCommands redis;
    private KeyWatch keys;
    private HttpServer server;

    /** Takes what all event loops share. */
    public ManagementVerticle(Pod pod) {
        this.pod = pod;
    }

    @Override
    public Future<?> start() {
        redis = RedisCommands.open(vertx, pod.configuration().redis(), pod.redisTroubles());
        keys = KeyWatch.open(vertx, pod.activation(), pod.registry(redis));
        Routes routes = new Routes(
                vertx,
                new CallerHandler(new ClientAddress(List.of())),
                new AccessLog(pod.meters()),
                always,
                RequestsUnderWay.unlimited());
        Router router = new ManagementRouter(pod, redis).create(routes);
        Configuration.Http http = pod.configuration().http();
        server = Servers.create(vertx, http.idleTimeout()).requestHandler(router);
        return server.listen(http.managementPort(), http.host());
    }

    /** The port that was bound, when the configuration left the choice to the system. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public Future<?> stop() {
        keys.close();
        return server.close().eventually(redis::close);
    }
}
