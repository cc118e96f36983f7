package dev.wxauth.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.redis.RedisSettings;
import dev.wxauth.redis.RedisTroubles;
import dev.wxauth.settings.SettingReader;
import dev.wxauth.support.Await;
import dev.wxauth.support.LiveHeap;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.TestRedis;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many claims are to be given back while Redis cannot be reached. */
class ReleasesTest {
    private static final String OWNER = "a pod";
    private static final int CLAIMS = 1000;
    private static final int FLOOD = 60_000;
    private static final long MOST_BYTES = 6_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TestRedis server = TestRedis.create();
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private RedisCommands redis;
    private Claims claims;

    @BeforeEach
    void connect() {
        RedisSettings config =
                RedisSettings.read(SettingReader.open(Map.of("WXAUTH_REDIS_URL", server.url()), Path.of("")));
        Await.result(onLoop(() -> {
            redis = RedisCommands.open(vertx, config, new RedisTroubles(InstantSource.system()));
            claims = new Claims(vertx, redis, new RedisKeys("wxauth:"));
            return redis.connected();
        }));
    }

    @AfterEach
    void close() {
        server.thaw();
        Await.result(onLoop(redis::close));
        Await.result(vertx.close());
        server.close();
    }

    @Test
    void allAreGivenBackWhenRedisIsBack() {
        RedisView view = new RedisView(vertx, server.url());
        forEach(CLAIMS, attempt -> claims.claimCode(attempt, OWNER));
        assertThat(view.keys()).hasSize(CLAIMS);
        server.freeze();
        forEach(CLAIMS, attempt -> claims.giveBack(attempt, OWNER));
        server.thaw();
        Await.until("all codes are free", PATIENCE, () -> view.keys().isEmpty());
        view.close();
    }

    @Test
    void theyTakeLittleRoomHoweverManyTheyAre() {
        forEach(CLAIMS, attempt -> claims.claimCode(attempt, OWNER));
        server.stop();
        forEach(CLAIMS, attempt -> claims.giveBack(attempt, OWNER));
        long before = LiveHeap.bytes();
        forEach(FLOOD, attempt -> claims.giveBack(attempt, OWNER));
        assertThat(LiveHeap.bytes() - before).isLessThan(MOST_BYTES);
    }

    private void forEach(int count, Function<Attempt, Future<?>> what) {
        Await.result(onLoop(() -> Future.all(attempts(count).stream().map(what).toList())));
    }

    private static List<Attempt> attempts(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Attempt(
                        "login", TestSettings.APPID, "code" + number, "", Optional.of("idempotency-" + number), ""))
                .toList();
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> question) {
        return Future.future(done -> loop.runOnContext(turn -> question.get().onComplete(done)));
    }
}
