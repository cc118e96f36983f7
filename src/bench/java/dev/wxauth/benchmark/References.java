package dev.wxauth.benchmark;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What ours is measured against, each in a process of its own: bare Vert.x that does what cannot be left out, and nothing
 * else. They check nothing, keep nothing safe and fail badly.
 */
public final class References {
    /** The port to listen on, by the name that every program of the tests has it by. */
    static final String PORT = "WXAUTH_PORT";

    /** Which of them. */
    static final String KIND = "REFERENCE_KIND";

    /** The port of Redis, of those that ask it. */
    static final String REDIS = "REFERENCE_REDIS";

    /** The port of WeChat, of the one that asks it. */
    static final String WECHAT = "REFERENCE_WECHAT";

    /** How long WeChat takes, in milliseconds. */
    static final String LATENCY = "REFERENCE_LATENCY";

    /** What a line says when it serves. */
    static final String READY = "the reference serves";

    private References() {}

    /** Each of them answers at every path. */
    enum Kind {
        /** Reads a form, reads a value in Redis, answers a constant: the least that an introspection costs. */
        READ,
        /** Reads JSON, asks WeChat, writes to Redis three times, answers: the least that a login costs. */
        LOGIN,
        /** WeChat: a new user for each code, after the latency. */
        USERS
    }

    /** Serves until the process is ended. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        int cores = Runtime.getRuntime().availableProcessors();
        Future.all(Stream.generate(() -> vertx.deployVerticle(new Server()))
                        .limit(cores)
                        .toList())
                .onSuccess(all -> System.out.println(READY))
                .onFailure(References::end);
    }

    private static void end(Throwable failure) {
        failure.printStackTrace();
        System.exit(1);
    }

    private static int number(String variable) {
        return Integer.parseInt(System.getenv().getOrDefault(variable, "0"));
    }

    /** One event loop. */
    private static final class Server extends AbstractVerticle {
        private static final AtomicLong USERS = new AtomicLong();

        private RedisConnection redis;
        private WebClient client;

        @Override
        public void start(Promise<Void> started) {
            Kind kind = Kind.valueOf(System.getenv(KIND));
            client = WebClient.create(vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(1000));
            Future<?> connected = kind == Kind.USERS
                    ? Future.succeededFuture()
                    : Redis.createClient(vertx, "redis://127.0.0.1:" + number(REDIS))
                            .connect()
                            .onSuccess(connection -> redis = connection);
            connected
                    .compose(ready -> vertx.createHttpServer()
                            .requestHandler(request -> serve(kind, request))
                            .listen(number(PORT), "127.0.0.1"))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void serve(Kind kind, HttpServerRequest request) {
            switch (kind) {
                case READ -> request.setExpectMultipart(true).endHandler(end -> read(request));
                case LOGIN -> request.body().onSuccess(body -> login(request, body));
                case USERS -> later(() -> answer(request, user()));
            }
        }

        private void read(HttpServerRequest request) {
            String token = request.getFormAttribute("token");
            redis.send(Request.cmd(Command.GET).arg("t:" + token.length()))
                    .onSuccess(value -> answer(request, new JsonObject().put("active", true)));
        }

        private void login(HttpServerRequest request, Buffer body) {
            String code = new JsonObject(body).getString("code");
            client.get(number(WECHAT), "127.0.0.1", "/sns/jscode2session")
                    .addQueryParam("js_code", code)
                    .send()
                    .map(answer -> answer.bodyAsJsonObject().getString("openid"))
                    .compose(openid -> Future.all(
                            write("a:" + openid, code), write("b:" + openid, code), write("c:" + openid, code)))
                    .onSuccess(written -> answer(request, new JsonObject().put("skey", code)));
        }

        private Future<?> write(String key, String value) {
            return redis.send(
                    Request.cmd(Command.SET).arg(key).arg(value).arg("PX").arg(600_000));
        }

        private void later(Runnable action) {
            int latency = number(LATENCY);
            if (latency == 0) {
                action.run();
            } else {
                vertx.setTimer(latency, time -> action.run());
            }
        }

        /** The shape of WeChat's answer to jscode2session. */
        private static JsonObject user() {
            long number = USERS.incrementAndGet();
            return new JsonObject()
                    .put("session_key", "MDEyMzQ1Njc4OWFiY2RlZg==")
                    .put("openid", String.format("o%027d", number))
                    .put("unionid", String.format("u%027d", number));
        }

        private static void answer(HttpServerRequest request, JsonObject json) {
            request.response().putHeader("Content-Type", "application/json").end(json.toBuffer());
        }
    }
}
