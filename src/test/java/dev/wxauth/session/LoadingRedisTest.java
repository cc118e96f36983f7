package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis reads its data from disk for seconds: it can be connected to, says that it is a master, and refuses all else. */
class LoadingRedisTest {
    @AutoClose
    private static final EmbeddedRedis redis = new EmbeddedRedis(
            "--key-load-delay", "50000", "--loading-process-events-interval-bytes", "1024", "--rdbcompression", "no");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_REDIS_URL", redis.url());

    private static final int KEYS = 120;
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration LOADED = Duration.ofSeconds(30);

    @Test
    void connectionsAreMadeEverMoreSeldomWhenEachMeetsTheSameRefusal() {
        SessionCaller sessions = new SessionCaller(service.http());
        JsonObject login = service.login("alice");
        RedisView view = new RedisView(service.vertx(), redis.url());
        for (int i = 0; i < KEYS; i++) {
            view.call("SET", "key" + i, "x".repeat(2048));
        }
        view.call("SAVE");
        redis.stop();
        redis.start();

        long deadline = System.nanoTime() + LOADED.toNanos();
        long start = System.nanoTime();
        int refused = 0;
        while (sessions.introspect(login.getString("skey")).status() != 200) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(PAUSE.toNanos());
            start = System.nanoTime();
            refused++;
        }
        assertThat(refused).isPositive();
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        // Three event loops, and this view and who waited for the start.
        assertThat(view.count("stats", "total_connections_received")).isLessThan(40);
        view.close();
    }
}
