package dev.wxauth.server;

import dev.wxauth.error.Fault;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Request;
import dev.wxauth.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** The routes of the management port (contract, section 5). */
public final class ManagementRouter {
    /** The process has begun to serve. */
    public static final String STARTED = "/health/started";

    /** The process answers. */
    public static final String LIVE = "/health/live";

    /** Requests may be sent here. */
    public static final String READY = "/health/ready";

    /** Prometheus text. */
    public static final String METRICS = "/metrics";

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final Shared shared;
    private final RedisCommands redis;

    ManagementRouter(Vertx vertx, Shared shared, RedisCommands redis) {
        this.vertx = vertx;
        this.shared = shared;
        this.redis = redis;
    }

    Router create(Routes routes) {
        return ApiReference.addTo(routes)
                .addRead(STARTED, this::started)
                .addRead(LIVE, request -> up())
                .addRead(READY, this::ready)
                .addRead(METRICS, this::metrics)
                .build();
    }

    private Future<Answer> started(Request request) {
        return shared.lifecycle().isStarted() ? up() : down("starting");
    }

    private Future<Answer> ready(Request request) {
        return shared.lifecycle().isReady()
                ? redis.ping().compose(pong -> keysAreKnown())
                : down("starting or draining");
    }

    /** Until Redis has told which keys begin when, nothing can be sealed or signed. */
    private Future<Answer> keysAreKnown() {
        return shared.activation().isKnown() ? up() : down("the keys are not agreed on yet");
    }

    /** On a worker thread: it takes milliseconds. */
    private Future<Answer> metrics(Request request) {
        return vertx.executeBlocking(shared.meters()::scrape, false).map(ManagementRouter::metrics);
    }

    private static Answer metrics(String text) {
        return Answer.of(200, PROMETHEUS_TEXT, Buffer.buffer(text));
    }

    private static Future<Answer> up() {
        return Future.succeededFuture(Answer.json(new JsonObject().put("status", "up")));
    }

    private static Future<Answer> down(String why) {
        return Future.failedFuture(Fault.TemporarilyUnavailable.because(why));
    }
}
