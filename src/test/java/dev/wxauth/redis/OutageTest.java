package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.error.Fault;
import dev.wxauth.support.Await;
import dev.wxauth.support.LiveHeap;
import dev.wxauth.support.RedisDoor;
import dev.wxauth.support.TestRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis is away, and many ask all the same. */
class OutageTest {
    private static final int AT_ONCE = 4000;
    private static final int ROUNDS = 6;
    private static final long MOST_BYTES_LEFT = 2_000_000;
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final TestRedis server = TestRedis.create();
    private final RedisDoor door = new RedisDoor(server.url());

    @AfterEach
    void close() {
        door.close();
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
        return door.onLoop(this::askAll);
    }

    private Future<List<Throwable>> askAll() {
        List<Future<Throwable>> asked =
                Stream.generate(this::askOne).limit(AT_ONCE).toList();
        return Future.all(asked).map(all -> asked.stream().map(Future::result).collect(Collectors.toList()));
    }

    private Future<Throwable> askOne() {
        return door.redis().get("nothing").<Throwable>map(value -> null).otherwise(failure -> failure);
    }
}
