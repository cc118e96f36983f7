package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.error.Fault;
import dev.wxauth.settings.SettingReader;
import dev.wxauth.support.Await;
import dev.wxauth.support.LiveHeap;
import dev.wxauth.support.TestRedis;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis is away, and many ask all the same. */
class OutageTest {
    private static final int AT_ONCE = 4000;
    private static final int ROUNDS = 6;
    private static final long MOST_BYTES_LEFT = 2_000_000;
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final TestRedis server = TestRedis.create();
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private RedisCommands redis;

    @BeforeEach
    void connect() {
        RedisSettings config =
                RedisSettings.read(SettingReader.open(Map.of("WXAUTH_REDIS_URL", server.url()), Path.of("")));
        Await.result(onLoop(() -> {
            redis = RedisCommands.open(vertx, config, new RedisTroubles(InstantSource.system()));
            return redis.connected();
        }));
    }

    @AfterEach
    void close() {
        Await.result(onLoop(redis::close));
        Await.result(vertx.close());
        server.close();
    }

    @Test
    void whoAsksInVainLeavesNothingBehind() {
        assertThat(ask()).allMatch(failure -> failure == null);
        server.stop();
        ask();
        long before = LiveHeap.bytes();
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(ask()).allMatch(Fault.TemporarilyUnavailable.class::isInstance);
        }
        assertThat(LiveHeap.bytes() - before).isLessThan(MOST_BYTES_LEFT);
        server.start();
        Await.until("all is well", RECOVERY, () -> ask().stream().allMatch(failure -> failure == null));
    }

    /** Many ask in one turn of the event loop; what became of each, null for an answer. */
    private List<Throwable> ask() {
        return Await.result(onLoop(this::askAll));
    }

    private Future<List<Throwable>> askAll() {
        List<Future<Throwable>> asked =
                Stream.generate(this::askOne).limit(AT_ONCE).toList();
        return Future.all(asked).map(all -> asked.stream().map(Future::result).collect(Collectors.toList()));
    }

    private Future<Throwable> askOne() {
        return redis.get("nothing").<Throwable>map(value -> null).otherwise(failure -> failure);
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> question) {
        return Future.future(done -> loop.runOnContext(turn -> question.get().onComplete(done)));
    }
}
