package dev.wxauth.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.RedisDump;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has logged in is known for the greatest age of a session from then on, whatever becomes of the sessions. */
class KnownUserTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final Duration MOST = Duration.ofDays(180);
    private static final Duration LEAST = MOST.minusMinutes(1);

    /** How a user's only session may end. */
    private enum End {
        LOGOUT,
        LOGOUT_EVERYWHERE,
        DELETED,
        REVOKED,
        ENDED_BY_A_SERVICE,
        REUSED,
        EXPIRED
    }

    private final SessionCaller sessions = new SessionCaller(service.http());
    private final StoredSessions stored = new StoredSessions(service.redisView());

    @AfterEach
    void everyoneHasAUnionid() {
        service.wechat().bindUnionid(true);
    }

    @Test
    void aLoginMakesNoRecordBesideTheSessions() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(service.redisView().keys()).contains(key(alice, "s")).doesNotContain(key(alice, "u"));
        assertThat(timeToLive(key(alice, "s"))).isBetween(LEAST, MOST);
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfTheLastSessionLeavesTheUserAndNothingOfTheSession(End how) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        end(alice, how);
        assertThat(service.redisView().keys()).doesNotContain(key(alice, "s"));
        assertThat(timeToLive(key(alice, "u"))).isBetween(LEAST, MOST);
        assertThat(new RedisDump(service.redisView()).texts()).doesNotContain(sessionId(alice));
        JsonObject user = user(alice);
        assertThat(user.getString("unionid")).isEqualTo(service.wechat().unionid("alice"));
        assertThat(user.getJsonArray("sessions")).isEmpty();
    }

    private void end(MiniProgram user, End how) {
        String skey = user.tokens().getString("skey");
        switch (how) {
            case LOGOUT -> sessions.logout(skey);
            case LOGOUT_EVERYWHERE -> sessions.logoutEverywhere(skey);
            case DELETED -> sessions.delete(sessionId(user), skey);
            case REVOKED -> sessions.revoke(skey);
            case ENDED_BY_A_SERVICE -> service.asClient("DELETE", user.path() + "/sessions", "");
            case REUSED -> {
                sessions.refresh(skey);
                stored.age(user.tokens(), Duration.ofHours(1));
                assertThat(sessions.refresh(skey).error()).isEqualTo("invalid_grant");
            }
            case EXPIRED -> {
                stored.age(user.tokens(), Duration.ofDays(31));
                assertThat(sessions.refresh(skey).error()).isEqualTo("invalid_grant");
            }
        }
    }

    @Test
    void whoseSessionsHaveAllExpiredIsStillKnown() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        stored.age(alice.tokens(), Duration.ofDays(31));
        assertThat(sessions.isActive(alice.tokens().getString("skey"))).isFalse();
        assertThat(user(alice).getJsonArray("sessions")).isEmpty();
    }

    @Test
    void aRecordThatIsThereAlreadyIsKeptAsLong() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        sessions.logout(alice.bearer().substring("Bearer ".length()));
        service.redisView().call("PEXPIRE", key(alice, "u"), "60000");
        MiniProgram again = MiniProgram.login(service, "alice");
        sessions.logout(again.tokens().getString("skey"));
        assertThat(timeToLive(key(alice, "u"))).isBetween(LEAST, MOST);
    }

    @Test
    void aProfileOutlivesTheSessionsForGood() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.put("/auth/profile", new JsonObject().put("nickName", "Alice"));
        assertThat(user(alice).getJsonObject("profile").getString("nickName")).isEqualTo("Alice");
        sessions.logout(alice.tokens().getString("skey"));
        assertThat(service.redisView().call("PTTL", key(alice, "u")).toLong()).isEqualTo(-1);
        assertThat(user(alice).getJsonObject("profile").getString("nickName")).isEqualTo("Alice");
    }

    @Test
    void aUnionidThatComesLaterReachesTheRecordToo() {
        service.wechat().bindUnionid(false);
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.put("/auth/profile", new JsonObject().put("nickName", "Alice"));
        assertThat(user(alice).containsKey("unionid")).isFalse();
        service.wechat().bindUnionid(true);
        MiniProgram again = MiniProgram.login(service, "alice");
        assertThat(again.tokens().getString("unionid"))
                .isEqualTo(service.wechat().unionid("alice"));
        sessions.logoutEverywhere(again.tokens().getString("skey"));
        assertThat(user(alice).getString("unionid")).isEqualTo(service.wechat().unionid("alice"));
    }

    @Test
    void aLoginWithoutAUnionidKeepsTheOneThatIsKnown() {
        MiniProgram.login(service, "alice");
        service.wechat().bindUnionid(false);
        MiniProgram again = MiniProgram.login(service, "alice");
        assertThat(again.tokens().getString("unionid"))
                .isEqualTo(service.wechat().unionid("alice"));
        sessions.logoutEverywhere(again.tokens().getString("skey"));
        MiniProgram third = MiniProgram.login(service, "alice");
        assertThat(third.tokens().getString("unionid"))
                .isEqualTo(service.wechat().unionid("alice"));
    }

    @Test
    void rolesThatAreTakenAwayAreGoneFromTheSessionsToo() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        setRoles(alice, "vip");
        assertThat(user(alice).getJsonArray("roles")).isEqualTo(JsonArray.of("vip"));
        setRoles(alice);
        sessions.logout(alice.tokens().getString("skey"));
        assertThat(user(alice).getJsonArray("roles")).isEmpty();
        assertThat(timeToLive(key(alice, "u"))).isBetween(LEAST, MOST);
    }

    private static void setRoles(MiniProgram user, String... roles) {
        String body =
                new JsonObject().put("roles", JsonArray.of((Object[]) roles)).encode();
        assertThat(service.asClient("PUT", user.path() + "/roles", body).status())
                .isEqualTo(204);
    }

    private static String sessionId(MiniProgram user) {
        return user.tokens().getString("session_id");
    }

    private static JsonObject user(MiniProgram user) {
        Reply reply = service.asClient("GET", user.path(), "");
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    private static String key(MiniProgram user, String what) {
        return "wxauth:{" + user.tag() + "}:" + what;
    }

    private static Duration timeToLive(String key) {
        return Duration.ofMillis(service.redisView().call("PTTL", key).toLong());
    }
}
