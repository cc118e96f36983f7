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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions on Redis Cluster: each user in one slot, and a node in trouble troubles nobody else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisClusterTest {
    @AutoClose
    private static final RedisClusterServers cluster = RedisClusterServers.mastersAlone();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .instances(2)
            .with("WXAUTH_REDIS_TYPE", "cluster")
            .with("WXAUTH_REDIS_URL", cluster.urls());

    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final int TROUBLED = 0;

    private SessionCaller sessions;
    private Map<Integer, List<JsonObject>> logins;

    @BeforeEach
    void logInOnEveryNode() {
        sessions = new SessionCaller(service.http(0));
        logins = ClusterUsers.logIn(service, cluster);
    }

    @Test
    @Order(1)
    void aLifeFromLoginToLogoutOnEveryNode() {
        SessionCaller other = new SessionCaller(service.http(1));
        logins.values().stream().flatMap(List::stream).forEach(login -> {
            String successor = refreshed(login);
            assertThat(other.refresh(login.getString("skey")).json().getString("skey"))
                    .isEqualTo(successor);
            assertThat(other.isActive(successor)).isTrue();
            assertThat(sessions.sessions(successor).json().getJsonArray("sessions"))
                    .isNotEmpty();
            assertThat(sessions.logoutEverywhere(successor).status()).isEqualTo(204);
            assertThat(other.isActive(successor)).isFalse();
        });
    }

    @Test
    @Order(2)
    void aFrozenNodeTroublesItsOwnUsersAloneAndNobodyOnceItThaws() {
        cluster.server(TROUBLED).freeze();
        try {
            JsonObject theirs = logins.get(TROUBLED).get(0);
            for (int i = 0; i < 5; i++) {
                assertThat(sessions.introspect(theirs.getString("skey")).status())
                        .isEqualTo(503);
                assertOthersAreServed();
            }
        } finally {
            cluster.server(TROUBLED).thaw();
        }
        logins.get(TROUBLED)
                .forEach(login -> Await.until(
                        "their users are served",
                        RECOVERY,
                        () -> sessions.refresh(login.getString("skey")).status() == 200));
        assertOthersAreServed();
    }

    @Test
    @Order(3)
    void aRestartedNodeIsFoundAgain() {
        cluster.server(TROUBLED).stop();
        JsonObject theirs = logins.get(TROUBLED).get(0);
        assertThat(sessions.introspect(theirs.getString("skey")).status()).isEqualTo(503);
        assertOthersAreServed();
        cluster.server(TROUBLED).start();
        Await.until("logins work for every user", RECOVERY, () -> ClusterUsers.canAllLogIn(service));
        assertThat(sessions.isActive(theirs.getString("skey")))
                .as("its memory was lost")
                .isFalse();
        assertOthersAreServed();
    }

    private void assertOthersAreServed() {
        logins.forEach((node, theirs) -> {
            if (node != TROUBLED) {
                theirs.forEach(login -> assertThat(refreshed(login)).isNotEmpty());
            }
        });
    }

    private String refreshed(JsonObject login) {
        Reply reply = sessions.refresh(login.getString("skey"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().getString("skey");
    }
}
