package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.RedisSentinelServers;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions under Sentinel: the service follows the master by itself, and its users notice a pause and nothing else. */
class RedisSentinelTest {
    @AutoClose
    private static final RedisSentinelServers servers = new RedisSentinelServers();

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_REDIS_TYPE", "sentinel").with("WXAUTH_REDIS_URL", servers.urls());

    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private SessionCaller sessions;

    @BeforeEach
    void call() {
        sessions = new SessionCaller(service.http());
    }

    @Test
    void aSessionOutlivesItsMaster() {
        JsonObject login = service.login("alice");
        String successor = refreshed(login.getString("skey"));
        assertThat(sessions.isActive(successor)).isTrue();

        servers.firstMaster().stop();
        assertThat(sessions.introspect(successor).status()).isEqualTo(503);
        servers.awaitFailover();
        Await.until(
                "the service follows",
                RECOVERY,
                () -> sessions.introspect(successor).status() == 200);

        assertThat(sessions.isActive(successor)).isTrue();
        assertThat(refreshed(login.getString("skey"))).isEqualTo(successor);
        assertThat(sessions.logout(successor).status()).isEqualTo(204);
        assertThat(sessions.isActive(login.getString("access_token"))).isFalse();
        assertThat(refreshed(service.login("bob").getString("skey"))).isNotEmpty();
    }

    private String refreshed(String skey) {
        Reply reply = sessions.refresh(skey);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().getString("skey");
    }
}
