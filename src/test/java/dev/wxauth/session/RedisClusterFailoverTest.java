package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.RedisClusterServers;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A master of Redis Cluster dies for good, and its replica takes over: nobody is logged out. */
class RedisClusterFailoverTest {
    @AutoClose
    private static final RedisClusterServers cluster = RedisClusterServers.withReplicas();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .instances(2)
            .with("WXAUTH_REDIS_TYPE", "cluster")
            .with("WXAUTH_REDIS_URL", cluster.urls());

    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final int LOST = 0;

    private Map<Integer, List<JsonObject>> logins;

    @BeforeEach
    void logInOnEveryNode() {
        logins = ClusterUsers.logIn(service, cluster);
    }

    @Test
    void theReplicaServesWhomTheLostMasterServed() {
        cluster.awaitReplica(LOST);
        cluster.server(LOST).stop();
        for (int pod = 0; pod < 2; pod++) {
            SessionCaller sessions = new SessionCaller(service.http(pod));
            assertUndisturbed(sessions);
            for (JsonObject login : logins.get(LOST)) {
                Reply reply = served(sessions, login);
                assertThat(reply.json().getBoolean("active"))
                        .as("503 until the replica serves, and then no guess")
                        .isTrue();
                assertThat(sessions.refresh(login.getString("skey")).status()).isEqualTo(200);
            }
        }
        Await.until("everybody can log in", RECOVERY, () -> ClusterUsers.canAllLogIn(service));
    }

    private void assertUndisturbed(SessionCaller sessions) {
        logins.forEach((node, theirs) -> {
            if (node != LOST) {
                theirs.forEach(login ->
                        assertThat(sessions.isActive(login.getString("skey"))).isTrue());
            }
        });
    }

    private static Reply served(SessionCaller sessions, JsonObject login) {
        Reply[] last = new Reply[1];
        Await.until("the replica serves", RECOVERY, () -> {
            last[0] = sessions.introspect(login.getString("skey"));
            assertThat(last[0].status()).isIn(200, 503);
            return last[0].status() == 200;
        });
        return last[0];
    }
}
