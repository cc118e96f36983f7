package dev.wxauth.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.redis.RedisKeys;
import dev.wxauth.support.Await;
import dev.wxauth.support.LiveHeap;
import dev.wxauth.support.RedisDoor;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.TestRedis;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many claims are to be given back while Redis cannot be reached. */
class ReleasesTest {
    private static final String OWNER = "a pod";
    private static final int CLAIMS = 1000;
    private static final int FLOOD = 60_000;
    private static final long MOST_BYTES = 8_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TestRedis server = TestRedis.create();
    private final RedisDoor door = new RedisDoor(server.url());
    private final Claims claims =
            door.onLoop(() -> Future.succeededFuture(new Claims(door.vertx(), door.redis(), new RedisKeys("wxauth:"))));

    @AfterEach
    void close() {
        server.thaw();
        door.close();
        server.close();
    }

    @Test
    void allAreGivenBackWhenRedisIsBack() {
        RedisView view = new RedisView(door.vertx(), server.url());
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
        // What is under way ends within a second or two; what waits is tried on for longer than this test waits.
        Await.until("little stays", PATIENCE, () -> LiveHeap.bytes() - before < MOST_BYTES);
    }

    private void forEach(int count, Function<Attempt, Future<?>> what) {
        door.onLoop(() -> Future.all(attempts(count).stream().map(what).toList()));
    }

    private static List<Attempt> attempts(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Attempt(
                        "login", TestSettings.APPID, "code" + number, "", Optional.of("idempotency-" + number), ""))
                .toList();
    }
}
