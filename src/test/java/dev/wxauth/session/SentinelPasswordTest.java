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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sentinels that want one password and a Redis that wants another, and a database that only Redis knows. */
class SentinelPasswordTest {
    @AutoClose
    private static final RedisSentinelServers servers =
            new RedisSentinelServers(new RedisSentinelServers.Passwords("of-redis", "of-sentinels"));

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_REDIS_TYPE", "sentinel")
            .with("WXAUTH_REDIS_URL", servers.urls().replace(",", "/3,") + "/3")
            .with("WXAUTH_REDIS_SENTINEL_PASSWORD", "of-sentinels");

    private static final Duration RECOVERY = Duration.ofSeconds(15);

    @Test
    void bothAreGreetedAsTheyWantAndTheNewMasterIsFollowed() {
        SessionCaller sessions = new SessionCaller(service.http());
        JsonObject login = service.login("alice");
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        servers.failOver();
        // What the old master still takes while it is replaced, the new one may not have.
        Await.until("the new master is asked", RECOVERY, () -> hasEnded(sessions, login.getString("skey")));
        assertThat(service.login("bob").getString("skey")).isNotEmpty();
    }

    private static boolean hasEnded(SessionCaller sessions, String skey) {
        boolean ended = sessions.logout(skey).status() == 204;
        Reply told = sessions.introspect(skey);
        return ended && told.status() == 200 && !told.json().getBoolean("active");
    }
}
