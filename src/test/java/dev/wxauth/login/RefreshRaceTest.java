package dev.wxauth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Races that a mini program on a bad network runs into, between two instances on one Redis. */
class RefreshRaceTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private SessionCaller[] pods;
    private StoredSessions stored;

    @BeforeEach
    void call() {
        pods = new SessionCaller[] {new SessionCaller(service.http(0)), new SessionCaller(service.http(1))};
        stored = new StoredSessions(service.redisView());
    }

    @RepeatedTest(20)
    void fiftyParallelRefreshesOfOneSkeyGiveOneSuccessor() {
        JsonObject login = service.login("alice");
        List<Reply> replies = all(refreshes(login.getString("skey"), 50));
        assertThat(replies).extracting(Reply::status).containsOnly(200);
        assertThat(replies.stream().map(reply -> reply.json().getString("skey")).distinct())
                .hasSize(1);
        assertThat(stored.generation(login)).isEqualTo(1);
        assertThat(pods[0].isActive(replies.get(0).json().getString("skey"))).isTrue();
    }

    @RepeatedTest(40)
    void noRefreshThatRacedALogoutLivesOn() {
        JsonObject login = service.login("alice");
        List<CompletableFuture<Reply>> refreshes = refreshes(login.getString("skey"), 10);
        assertThat(pods[1].logout(login.getString("access_token")).status()).isEqualTo(204);
        assertDead(login, all(refreshes));
    }

    @RepeatedTest(40)
    void noRefreshThatRacedALogoutEverywhereLivesOn() {
        JsonObject login = service.login("alice");
        JsonObject other = service.login("alice", 1);
        List<CompletableFuture<Reply>> refreshes = refreshes(login.getString("skey"), 10);
        assertThat(pods[1].logoutEverywhere(other.getString("skey")).status()).isEqualTo(204);
        assertDead(login, all(refreshes));
        assertThat(pods[0].isActive(other.getString("skey"))).isFalse();
    }

    @RepeatedTest(20)
    void aRefreshInTheSameSecondAsTheLoginIsLikeAnyOther() {
        JsonObject login = service.login("alice");
        JsonObject first = pods[1].refresh(login.getString("skey")).json();
        JsonObject repeated = pods[0].refresh(login.getString("skey")).json();
        assertThat(first.getString("skey"))
                .isEqualTo(repeated.getString("skey"))
                .isNotEqualTo(login.getString("skey"));
        assertThat(Stream.of(login, first, repeated)
                        .flatMap(tokens -> Stream.of(tokens.getString("access_token"), tokens.getString("skey"))))
                .allMatch(pods[0]::isActive)
                .allMatch(pods[1]::isActive);
    }

    @RepeatedTest(3)
    void aRefreshAcrossARestartGivesTheIdenticalSuccessor() {
        JsonObject login = service.login("alice", 1);
        String successor = pods[1].refresh(login.getString("skey")).json().getString("skey");
        service.restartInstance(1);
        SessionCaller restarted = new SessionCaller(service.http(1));
        assertThat(restarted.refresh(login.getString("skey")).json().getString("skey"))
                .isEqualTo(successor);
        assertThat(restarted.refresh(successor).json().getString("skey")).isEqualTo(successor);
        assertThat(restarted.isActive(login.getString("access_token"))).isTrue();
    }

    @RepeatedTest(10)
    void aReplayAfterTheGraceEndsTheSessionWhileItsOwnerRefreshes() {
        JsonObject other = service.login("alice");
        JsonObject login = service.login("alice");
        String current = pods[0].refresh(login.getString("skey")).json().getString("skey");
        stored.age(login, Duration.ofSeconds(61));
        CompletableFuture<Reply> owner = pods[0].startRefresh(current);
        assertThat(pods[1].refresh(login.getString("skey")).error()).isEqualTo("invalid_grant");
        assertDead(login, List.of(owner.join()));
        assertThat(pods[1].isActive(other.getString("skey"))).isTrue();
    }

    private void assertDead(JsonObject login, List<Reply> replies) {
        assertThat(replies).extracting(Reply::status).isSubsetOf(200, 400);
        assertThat(stored.text(login)).isNull();
        for (Reply reply : replies) {
            if (reply.status() == 200) {
                assertThat(pods[0].isActive(reply.json().getString("access_token")))
                        .isFalse();
                assertThat(pods[1].refresh(reply.json().getString("skey")).status())
                        .isEqualTo(400);
            }
        }
    }

    private List<CompletableFuture<Reply>> refreshes(String skey, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pods[i % pods.length].startRefresh(skey))
                .toList();
    }

    private static List<Reply> all(List<CompletableFuture<Reply>> replies) {
        return replies.stream().map(CompletableFuture::join).toList();
    }
}
