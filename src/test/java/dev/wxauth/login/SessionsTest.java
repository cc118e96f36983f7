package dev.wxauth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of a user's devices, its limit, and what it leaves in Redis (contract, sections 3 and 7). */
class SessionsTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_MAX_SESSIONS", "3");

    private SessionCaller sessions;
    private StoredSessions stored;

    @BeforeEach
    void look() {
        sessions = new SessionCaller(service.http());
        stored = new StoredSessions(service.redisView());
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "skey"})
    void theOwnSessionIsShownInUnixSeconds(String credential) {
        long before = Instant.now().getEpochSecond();
        JsonObject login = login("alice", "iPhone 15");
        JsonObject session = own(login.getString(credential)).json();
        assertThat(session.fieldNames())
                .containsExactlyInAnyOrder(
                        "session_id", "device", "created_at", "last_seen_at", "expires_at", "current");
        assertThat(session.getString("session_id")).isEqualTo(login.getString("session_id"));
        assertThat(session.getString("device")).isEqualTo("iPhone 15");
        assertThat(session.getBoolean("current")).isTrue();
        assertThat(session.getLong("created_at"))
                .isBetween(before, Instant.now().getEpochSecond());
        assertThat(session.getLong("last_seen_at")).isEqualTo(session.getLong("created_at"));
        assertThat(session.getLong("expires_at") - session.getLong("created_at"))
                .isEqualTo(Duration.ofDays(30).toSeconds());
    }

    @Test
    void aRefreshIsSeen() {
        JsonObject login = service.login("alice");
        stored.age(login, Duration.ofHours(1));
        sessions.refresh(login.getString("skey"));
        JsonObject session = own(login.getString("access_token")).json();
        assertThat(session.getLong("last_seen_at") - session.getLong("created_at"))
                .isBetween(3599L, 3602L);
        assertThat(session.getLong("expires_at") - session.getLong("last_seen_at"))
                .isEqualTo(Duration.ofDays(30).toSeconds());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "小明的手机 📱👨‍👩‍👧‍👦",
                " leading and trailing ",
                "two\nlines\r\n\ttab",
                "7 8 9 10 11 k2 x",
                "zero\u0000character",
                "\u0000",
                "\"quoted\" \\ 100%s %d"
            })
    void aDeviceLabelComesBackAsItWasAlsoAfterARefresh(String label) {
        JsonObject login = login("alice", label);
        assertThat(own(login.getString("skey")).json().getString("device")).isEqualTo(label);
        String successor = sessions.refresh(login.getString("skey")).json().getString("skey");
        assertThat(own(successor).json().getString("device")).isEqualTo(label);
    }

    @Test
    void aSessionWithoutALabelHasNoDevice() {
        assertThat(own(service.login("alice").getString("skey")).json().containsKey("device"))
                .isFalse();
    }

    @Test
    void theListHoldsTheLiveSessionsOfThisUserNewestFirst() {
        service.login("bob");
        JsonObject first = login("alice", "one");
        JsonObject second = login("alice", "two");
        stored.age(first, Duration.ofMinutes(1));
        JsonArray list = list(first.getString("access_token"));
        assertThat(list.stream().map(JsonObject.class::cast))
                .extracting(session -> session.getString("session_id"), session -> session.getBoolean("current"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(second.getString("session_id"), false),
                        org.assertj.core.groups.Tuple.tuple(first.getString("session_id"), true));
    }

    @Test
    void anExpiredSessionIsInNoList() {
        JsonObject living = service.login("alice");
        JsonObject expired = service.login("alice");
        stored.age(expired, Duration.ofDays(31));
        assertThat(ids(living.getString("skey"))).containsExactly(living.getString("session_id"));
        assertThat(sessions.delete(expired.getString("session_id"), living.getString("skey"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aUserEndsAnotherAndTheOwnSession() {
        JsonObject first = service.login("alice");
        JsonObject second = service.login("alice");
        Reply reply = sessions.delete(second.getString("session_id"), first.getString("skey"));
        assertThat(reply.status()).isEqualTo(204);
        assertThat(sessions.isActive(second.getString("skey"))).isFalse();
        assertThat(sessions.delete(first.getString("session_id"), first.getString("skey"))
                        .status())
                .isEqualTo(204);
        assertThat(sessions.isActive(first.getString("skey"))).isFalse();
        assertThat(sessions.delete(first.getString("session_id"), first.getString("skey"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anUnknownSessionAndAnotherUsersAreToldAlike() {
        JsonObject bob = service.login("bob");
        String skey = service.login("alice").getString("skey");
        Reply foreign = sessions.delete(bob.getString("session_id"), skey);
        Reply unknown = sessions.delete("AAAAAAAAAAAAAAAAAAAAAA", skey);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().getString("error_description"))
                .isEqualTo(foreign.json().getString("error_description"));
        assertThat(sessions.isActive(bob.getString("skey"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@appid", "%40openid", "@roles", "@unionid", "%20", "x%00", "..%2f", "*"})
    void whatElseStandsInTheHashIsNoSession(String id) {
        JsonObject login = service.login("alice");
        Reply reply = sessions.delete(id, login.getString("skey"));
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).isEqualTo("not_found");
        assertThat(sessions.introspect(login.getString("skey")).json().getString("openid"))
                .isEqualTo(login.getString("openid"));
    }

    @Test
    void theSessionThatWasIdleLongestGivesWayAndARefreshIsUse() {
        JsonObject first = service.login("alice");
        JsonObject second = service.login("alice");
        JsonObject third = service.login("alice");
        for (JsonObject session : List.of(first, second, third)) {
            stored.age(session, Duration.ofHours(1));
        }
        sessions.refresh(first.getString("skey"));
        stored.age(second, Duration.ofMinutes(1));
        JsonObject fourth = service.login("alice");
        assertThat(ids(fourth.getString("skey")))
                .containsExactlyInAnyOrder(
                        first.getString("session_id"), third.getString("session_id"), fourth.getString("session_id"));
        assertThat(sessions.refresh(second.getString("skey")).error()).isEqualTo("invalid_grant");
    }

    @Test
    void theHashNeverHoldsMoreThanTheLimitAndEveryKeyEnds() {
        JsonObject last = null;
        for (int i = 0; i < 8; i++) {
            last = service.login("alice");
        }
        assertThat(ids(last.getString("skey"))).hasSize(3).contains(last.getString("session_id"));
        assertThat(service.redisView().call("HLEN", StoredSessions.key(last)).toInteger())
                .as("three sessions, appid and openid, unionid")
                .isEqualTo(5);
        for (String key : service.redisView().keys()) {
            assertThat(service.redisView().call("PTTL", key).toLong()).as(key).isPositive();
        }
    }

    @Test
    void theHashLivesAsLongAsItsLongestSessionAndGoesWithItsLast() {
        JsonObject login = service.login("alice");
        String key = StoredSessions.key(login);
        service.redisView().call("PEXPIRE", key, "60000");
        sessions.refresh(login.getString("skey"));
        assertThat(service.redisView().call("PTTL", key).toLong())
                .isGreaterThan(Duration.ofDays(29).toMillis());
        sessions.logout(login.getString("skey"));
        assertThat(service.redisView().keys()).doesNotContain(key);
    }

    @Test
    void noRequestMakesRedisWalkThroughItsKeys() {
        service.redisView().call("CONFIG", "RESETSTAT");
        JsonObject login = service.login("alice");
        service.login("alice");
        String skey = sessions.refresh(login.getString("skey")).json().getString("skey");
        sessions.sessions(skey);
        sessions.isActive(skey);
        sessions.revoke(skey);
        sessions.logoutEverywhere(service.login("alice").getString("skey"));
        String statistics = service.redisView().call("INFO", "commandstats").toString();
        assertThat(statistics).contains("cmdstat_evalsha");
        assertThat(statistics).doesNotContain("cmdstat_scan", "cmdstat_keys", "cmdstat_hscan", "cmdstat_sscan");
    }

    @Test
    void theListWantsACredential() {
        Reply reply = service.http().get("/auth/sessions");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer").doesNotContain("error");
        assertThat(service.http().get("/auth/session").status()).isEqualTo(401);
        assertThat(service.http().delete("/auth/sessions/x").status()).isEqualTo(401);
    }

    private static Reply own(String credential) {
        return service.http().get("/auth/session", "Authorization", SessionCaller.bearer(credential));
    }

    private JsonArray list(String credential) {
        Reply reply = sessions.sessions(credential);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        return reply.json().getJsonArray("sessions");
    }

    private List<String> ids(String credential) {
        return list(credential).stream()
                .map(session -> ((JsonObject) session).getString("session_id"))
                .toList();
    }

    private static JsonObject login(String user, String device) {
        return service.http()
                .postJson(
                        "/auth/login",
                        new JsonObject()
                                .put("code", service.wechat().code(TestSettings.APPID, user))
                                .put("device", device))
                .json();
    }
}
