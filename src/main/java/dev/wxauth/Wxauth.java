package dev.wxauth;

import dev.wxauth.config.Configuration;
import dev.wxauth.server.HttpVerticle;
import dev.wxauth.server.ManagementVerticle;
import dev.wxauth.server.Shared;
import dev.wxauth.web.Lifecycle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A running service: deployed in order, stopped in order. */
public final class Wxauth {
    private final Vertx vertx;
    private final Shared shared;
    private final ManagementVerticle management;
    private final List<HttpVerticle> http = new ArrayList<>();
    private final List<String> deployments = new ArrayList<>();
    private String managementDeployment;

    private Wxauth(Vertx vertx, Shared shared) {
        this.vertx = vertx;
        this.shared = shared;
        this.management = new ManagementVerticle(shared);
    }

    /** Starts the service; fails when a port cannot be bound. Redis and WeChat need not be there. */
    public static Future<Wxauth> start(Vertx vertx, Configuration configuration, int eventLoops) {
        Wxauth wxauth = new Wxauth(vertx, Shared.create(vertx, configuration));
        return wxauth.deployManagement()
                .compose(deployed -> wxauth.deployHttp(eventLoops))
                .map(deployed -> wxauth.serving());
    }

    private Future<Void> deployManagement() {
        return vertx.deployVerticle(management)
                .map(id -> managementDeployment = id)
                .mapEmpty();
    }

    private Future<Void> deployHttp(int eventLoops) {
        IntStream.range(0, eventLoops).forEach(loop -> http.add(new HttpVerticle(shared)));
        return Future.all(http.stream().map(this::deploy).toList()).mapEmpty();
    }

    private Future<String> deploy(HttpVerticle verticle) {
        return vertx.deployVerticle(verticle, new DeploymentOptions()).onSuccess(deployments::add);
    }

    private Wxauth serving() {
        shared.lifecycle().enter(Lifecycle.Phase.SERVING);
        return this;
    }

    /** The public port. */
    public int port() {
        return http.get(0).port();
    }

    /** The management port. */
    public int managementPort() {
        return management.port();
    }

    /**
     * Stops: readiness says no at once, requests are served until those who send them have noticed, what has begun is
     * finished, and only then the rest goes. Vert.x itself stays open.
     */
    public Future<Void> stop() {
        shared.lifecycle().enter(Lifecycle.Phase.DRAINING);
        shared.secrets().close();
        return delay(shared.configuration().http().drainDelay())
                .map(waited -> closing())
                .compose(closing ->
                        Future.join(deployments.stream().map(vertx::undeploy).toList()))
                .eventually(() -> vertx.undeploy(managementDeployment))
                .mapEmpty();
    }

    private Wxauth closing() {
        shared.lifecycle().enter(Lifecycle.Phase.CLOSING);
        return this;
    }

    private Future<Void> delay(Duration duration) {
        return duration.isZero()
                ? Future.succeededFuture()
                : vertx.timer(duration.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }
}
