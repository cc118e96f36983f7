package dev.wxauth;

import dev.wxauth.config.Configuration;
import dev.wxauth.server.HttpVerticle;
import dev.wxauth.server.ManagementVerticle;
import dev.wxauth.server.Shared;
import dev.wxauth.settings.SecretWatch;
import dev.wxauth.web.Lifecycle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A running service: deployed in order, stopped in order. */
public final class Wxauth {
    private final Vertx vertx;
    private final Shared shared;
    private final ManagementVerticle management;
    private final List<HttpVerticle> http = new ArrayList<>();
    private final List<String> publicDeployments = new CopyOnWriteArrayList<>();
    private final List<String> managementDeployments = new CopyOnWriteArrayList<>();

    private Wxauth(Vertx vertx, Shared shared) {
        this.vertx = vertx;
        this.shared = shared;
        this.management = new ManagementVerticle(shared);
    }

    /**
     * Starts the service; fails when a port cannot be bound, and leaves nothing behind then. Redis and WeChat need not be
     * there.
     */
    public static Future<Wxauth> start(Vertx vertx, Configuration configuration, int eventLoops) {
        return start(vertx, configuration, eventLoops, SecretWatch.NOW_AND_THEN);
    }

    /** The same, which reads mounted secrets this often. Succeeds and fails as {@link #start(Vertx, Configuration, int)}. */
    public static Future<Wxauth> start(
            Vertx vertx, Configuration configuration, int eventLoops, Duration readsSecretsEvery) {
        return Future.succeededFuture(configuration)
                .map(given -> new Wxauth(vertx, Shared.create(vertx, given, readsSecretsEvery)))
                .compose(wxauth -> wxauth.deploy(eventLoops));
    }

    private Future<Wxauth> deploy(int eventLoops) {
        return deployManagement()
                .compose(deployed -> deployHttp(eventLoops))
                .map(deployed -> serving())
                .recover(this::abandoned);
    }

    private Future<Wxauth> abandoned(Throwable failure) {
        return close().transform(closed -> Future.failedFuture(failure));
    }

    private Future<Void> deployManagement() {
        return deploy(management, managementDeployments);
    }

    private Future<Void> deployHttp(int eventLoops) {
        IntStream.range(0, eventLoops).forEach(loop -> http.add(new HttpVerticle(shared)));
        return Future.join(http.stream()
                        .map(verticle -> deploy(verticle, publicDeployments))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> deploy(Deployable verticle, List<String> deployments) {
        return vertx.deployVerticle(verticle, new DeploymentOptions())
                .map(deployments::add)
                .mapEmpty();
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
     * finished, and only then the rest goes. Succeeds when all is closed; fails after that when a part could not be. Vert.x
     * itself stays open.
     */
    public Future<Void> stop() {
        shared.lifecycle().enter(Lifecycle.Phase.DRAINING);
        return delay(shared.configuration().http().drainDelay())
                .map(waited -> closing())
                .compose(closing -> close());
    }

    /** The public port first, so that probes are answered to the end; what was not deployed needs nothing. */
    private Future<Void> close() {
        shared.secrets().close();
        return undeploy(publicDeployments).eventually(() -> undeploy(managementDeployments));
    }

    private Future<Void> undeploy(List<String> deployments) {
        return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
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
