package dev.wxauth.support;

import dev.wxauth.observe.Meters;
import dev.wxauth.observe.Troubles;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisSettings;
import dev.wxauth.redis.RedisWatch;
import dev.wxauth.settings.SettingReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** The door to a Redis on an event loop of its own, to be asked from the test's thread. */
public final class RedisDoor implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final RedisCommands redis;

    /** Connects to this Redis. */
    public RedisDoor(String url) {
        RedisSettings config = RedisSettings.read(SettingReader.open(Map.of("WXAUTH_REDIS_URL", url), Path.of("")));
        RedisWatch watch = watch();
        redis = onLoop(() -> Future.succeededFuture(RedisCommands.open(vertx, config, watch)));
        onLoop(redis::connected);
    }

    /** What a connection tells of itself, to nobody. */
    public static RedisWatch watch() {
        return new RedisWatch(
                new Troubles(InstantSource.system()), Meters.create().redis());
    }

    /** The Vert.x that it lives in. */
    public Vertx vertx() {
        return vertx;
    }

    /** What asks, on its event loop alone. */
    public RedisCommands redis() {
        return redis;
    }

    /** Does something on the event loop, and waits for what comes of it. */
    public <T> T onLoop(Supplier<Future<T>> question) {
        return Await.result(
                Future.future(done -> loop.runOnContext(turn -> question.get().onComplete(done))));
    }

    @Override
    public void close() {
        onLoop(redis::close);
        Await.result(vertx.close());
    }
}
