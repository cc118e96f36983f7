package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis closes connections on which nothing was said for a second. */
class IdleRedisTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().withOwnRedis("--timeout", "1");

    private static final Duration QUIET = Duration.ofMillis(1700);

    @Test
    void aQuietPodKeepsItsConnectionsAndLosesNoRequest() {
        SessionCaller sessions = new SessionCaller(service.http());
        JsonObject login = service.login("alice");
        Await.until("ready", Duration.ofSeconds(5), IdleRedisTest::isReady);
        long before = connections();
        for (int i = 0; i < 5; i++) {
            LockSupport.parkNanos(QUIET.toNanos());
            assertThat(sessions.verify(login.getString("access_token")).status())
                    .isEqualTo(200);
            assertThat(isReady()).isTrue();
        }
        // Those of this view itself, which are cut.
        assertThat(connections() - before).isLessThanOrEqualTo(2);
    }

    private static boolean isReady() {
        return service.management().get("/health/ready").status() == 200;
    }

    private static long connections() {
        try {
            return service.redisView().count("stats", "total_connections_received");
        } catch (RuntimeException cut) {
            return service.redisView().count("stats", "total_connections_received");
        }
    }
}
