package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.RedisSentinelServers;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sentinels name another master, and the former one, which they cannot tell, still takes itself for one. */
class LeftMasterTest {
    @AutoClose
    private static final RedisSentinelServers servers = new RedisSentinelServers();

    @AutoClose
    private static final EmbeddedRedis successor = new EmbeddedRedis();

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_REDIS_TYPE", "sentinel").with("WXAUTH_REDIS_URL", servers.urls());

    private static final Duration NOTICED = Duration.ofSeconds(5);

    @Test
    void theOneThatTheSentinelsNameIsAsked() {
        SessionCaller sessions = new SessionCaller(service.http());
        JsonObject login = service.login("alice");
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        servers.watch(successor.port());
        Await.until(
                "the former master is left",
                NOTICED,
                () -> sessions.verify(login.getString("skey")).status() == 401);
        for (int i = 0; i < 20; i++) {
            assertThat(sessions.isActive(login.getString("skey"))).isFalse();
        }
        assertThat(service.login("bob").getString("skey")).isNotEmpty();
    }
}
