package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.settings.Secret;
import dev.wxauth.support.Await;
import dev.wxauth.support.LiveHeap;
import dev.wxauth.support.Ports;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final int ATTEMPTS = 2000;
    private static final long MOST_BYTES_LEFT = 1_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    /** Vert.x itself would keep 2 KB of each until its end. */
    @Test
    void whatIsClosedIsForgotten() {
        RedisAddress nobody = RedisAddress.of(new Secret("redis://127.0.0.1:" + Ports.free()));
        attempt(nobody, ATTEMPTS / 10);
        long before = LiveHeap.bytes();
        attempt(nobody, ATTEMPTS);
        assertThat(LiveHeap.bytes() - before).isLessThan(MOST_BYTES_LEFT);
    }

    private void attempt(RedisAddress address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(Await.result(open(address))).isFalse();
        }
    }

    private Future<Boolean> open(RedisAddress address) {
        return Future.future(done -> loop.runOnContext(turn -> Wire.open(vertx, address, Duration.ofSeconds(5))
                .map(true)
                .otherwise(false)
                .onComplete(done)));
    }
}
