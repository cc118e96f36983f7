package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.RedisClusterServers;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.StoredSessions;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** So many users that each node of a cluster has some. */
final class ClusterUsers {
    private static final int USERS = 12;
    private static final int NODES = 3;

    private ClusterUsers() {}

    /** Logs them in, with some patience; their logins by the number of the node that has them. */
    static Map<Integer, List<JsonObject>> logIn(ServiceExtension service, RedisClusterServers cluster) {
        Map<Integer, List<JsonObject>> logins = IntStream.range(0, USERS)
                .mapToObj(i -> logIn(service, i))
                .collect(Collectors.groupingBy(login -> cluster.owner(StoredSessions.key(login))));
        assertThat(logins).hasSize(NODES);
        return logins;
    }

    private static JsonObject logIn(ServiceExtension service, int i) {
        return Await.reply(() -> login(service, i), reply -> reply.status() == 200)
                .json();
    }

    /** Whether each of them could log in now. */
    static boolean canAllLogIn(ServiceExtension service) {
        return IntStream.range(0, USERS).allMatch(i -> login(service, i).status() == 200);
    }

    /** Redis in trouble is 503 and never 500. */
    private static Reply login(ServiceExtension service, int i) {
        String code = service.wechat().code(TestSettings.APPID, "user" + i);
        Reply reply = service.http().postJson("/auth/login", new JsonObject().put("code", code));
        assertThat(reply.status()).as(reply.body()).isIn(200, 503);
        return reply;
    }
}
