package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.RedisClusterServers;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On Redis Cluster the end of a session waits for a replica of its own node, and for no other. */
class RedisClusterWaitTest {
    @AutoClose
    private static final RedisClusterServers cluster = RedisClusterServers.withReplicas();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_REDIS_TYPE", "cluster")
            .with("WXAUTH_REDIS_URL", cluster.urls())
            .with("WXAUTH_REDIS_WAIT_REPLICAS", "1");

    private static final int USERS = 12;
    private static final int TROUBLED = 0;

    @Test
    void aReplicaThatHangsHoldsUpTheUsersOfItsNodeAlone() {
        SessionCaller sessions = new SessionCaller(service.http());
        Map<Boolean, List<JsonObject>> logins = IntStream.range(0, USERS)
                .mapToObj(RedisClusterWaitTest::login)
                .collect(Collectors.partitioningBy(login -> cluster.owner(StoredSessions.key(login)) == TROUBLED));
        assertThat(logins.values()).allMatch(theirs -> !theirs.isEmpty());
        String held = logins.get(true).get(0).getString("skey");

        cluster.replica(TROUBLED).freeze();
        assertThat(sessions.logout(held).status()).isEqualTo(503);
        assertThat(sessions.isActive(held)).isFalse();
        logins.get(false)
                .forEach(login -> assertThat(
                                sessions.logout(login.getString("skey")).status())
                        .isEqualTo(204));
        cluster.replica(TROUBLED).thaw();
        assertThat(Await.reply(() -> sessions.logout(held), reply -> reply.status() == 204)
                        .status())
                .isEqualTo(204);
    }

    private static JsonObject login(int user) {
        return Await.reply(() -> tryToLogIn(user), reply -> reply.status() == 200)
                .json();
    }

    private static Reply tryToLogIn(int user) {
        String code = service.wechat().code(TestSettings.APPID, "user" + user);
        return service.http().postJson("/auth/login", new JsonObject().put("code", code));
    }
}
