package dev.wxauth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What refresh promises: one rotation in the grace, a lost answer forgiven, theft noticed (contract, section 3). */
class RefreshTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final Duration PAST_THE_GRACE = Duration.ofSeconds(61);

    private SessionCaller sessions;
    private StoredSessions stored;

    @BeforeEach
    void look() {
        sessions = new SessionCaller(service.http());
        stored = new StoredSessions(service.redisView());
    }

    @Test
    void refreshGivesTheSameObjectAsLogin() {
        JsonObject login = service.login("alice");
        Reply reply = sessions.refresh(login.getString("skey"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        JsonObject refreshed = reply.json();
        assertThat(refreshed.fieldNames()).isEqualTo(login.fieldNames());
        for (String kept : new String[] {"token_type", "session_id", "openid", "unionid", "expires_in"}) {
            assertThat(refreshed.getValue(kept)).as(kept).isEqualTo(login.getValue(kept));
        }
        assertThat(refreshed.getString("access_token")).isNotEqualTo(login.getString("access_token"));
        assertThat(refreshed.getString("skey")).isNotEqualTo(login.getString("skey"));
        assertThat(sessions.isActive(refreshed.getString("access_token"))).isTrue();
        assertThat(sessions.isActive(login.getString("access_token"))).isTrue();
    }

    @Test
    void aLostAnswerIsForgivenWithTheIdenticalSuccessor() {
        JsonObject login = service.login("alice");
        String successor = sessions.refresh(login.getString("skey")).json().getString("skey");
        for (int i = 0; i < 5; i++) {
            assertThat(sessions.refresh(login.getString("skey")).json().getString("skey"))
                    .isEqualTo(successor);
        }
        assertThat(stored.generation(login)).isEqualTo(1);
    }

    @Test
    void theCurrentSkeyComesBackUnchangedWithinTheGraceAndIsReplacedAfterIt() {
        JsonObject login = service.login("alice");
        String second = sessions.refresh(login.getString("skey")).json().getString("skey");
        assertThat(sessions.refresh(second).json().getString("skey")).isEqualTo(second);
        stored.age(login, PAST_THE_GRACE);
        String third = sessions.refresh(second).json().getString("skey");
        assertThat(third).isNotEqualTo(second);
        assertThat(sessions.refresh(second).json().getString("skey")).isEqualTo(third);
        assertThat(stored.generation(login)).isEqualTo(2);
    }

    @Test
    void anSkeyThatNeverRotatedIsReplacedHoweverOldItsSessionIs() {
        JsonObject login = service.login("alice");
        stored.age(login, Duration.ofDays(20));
        String second = sessions.refresh(login.getString("skey")).json().getString("skey");
        assertThat(sessions.refresh(login.getString("skey")).json().getString("skey"))
                .isEqualTo(second);
    }

    @Test
    void aReplayAfterTheGraceEndsTheSessionAndNoOther() {
        JsonObject other = service.login("alice");
        JsonObject login = service.login("alice");
        JsonObject refreshed = sessions.refresh(login.getString("skey")).json();
        stored.age(login, PAST_THE_GRACE);
        try (AuditTrail audit = new AuditTrail()) {
            double before = reuses();
            assertRefused(sessions.refresh(login.getString("skey")));
            assertThat(reuses()).isEqualTo(before + 1);
            assertThat(audit.lines("reuse_detected")).singleElement().satisfies(line -> isOf(line, login));
        }
        assertRefused(sessions.refresh(refreshed.getString("skey")));
        assertThat(sessions.isActive(refreshed.getString("skey"))).isFalse();
        assertThat(sessions.isActive(refreshed.getString("access_token"))).isFalse();
        assertThat(sessions.isActive(other.getString("access_token"))).isTrue();
        assertThat(sessions.refresh(other.getString("skey")).status()).isEqualTo(200);
    }

    @Test
    void anSkeyTwoGenerationsOldIsTheftEvenWithinTheGrace() {
        JsonObject login = service.login("alice");
        String second = sessions.refresh(login.getString("skey")).json().getString("skey");
        stored.age(login, PAST_THE_GRACE);
        String third = sessions.refresh(second).json().getString("skey");
        assertRefused(sessions.refresh(login.getString("skey")));
        assertThat(sessions.isActive(third)).isFalse();
    }

    @Test
    void theftOfTheOnlySessionLeavesNoHashBehind() {
        JsonObject login = service.login("alice");
        sessions.refresh(login.getString("skey"));
        stored.age(login, PAST_THE_GRACE);
        assertRefused(sessions.refresh(login.getString("skey")));
        assertThat(service.redisView().keys()).doesNotContain(StoredSessions.key(login));
    }

    @Test
    void aReplayIsTheftOnceAndThenOnlyADeadSession() {
        JsonObject login = service.login("alice");
        sessions.refresh(login.getString("skey"));
        stored.age(login, PAST_THE_GRACE);
        try (AuditTrail audit = new AuditTrail()) {
            assertRefused(sessions.refresh(login.getString("skey")));
            assertRefused(sessions.refresh(login.getString("skey")));
            assertThat(audit.lines("reuse_detected")).hasSize(1);
        }
    }

    /** As when a Redis was promoted whose clock is an hour behind: the grace must not last until it has caught up. */
    @Test
    void aClockThatWentBackNeitherStopsRotationNorForgivesTheft() {
        JsonObject login = service.login("alice");
        String second = sessions.refresh(login.getString("skey")).json().getString("skey");
        stored.age(login, Duration.ofHours(-1));
        assertThat(sessions.isActive(login.getString("skey"))).isFalse();
        assertThat(sessions.refresh(second).json().getString("skey")).isEqualTo(second);
        stored.age(login, PAST_THE_GRACE);
        String third = sessions.refresh(second).json().getString("skey");
        assertThat(third).isNotEqualTo(second);
        stored.age(login, Duration.ofHours(-1));
        assertThat(sessions.refresh(third).json().getString("skey")).isEqualTo(third);
        stored.age(login, PAST_THE_GRACE);
        assertRefused(sessions.refresh(second));
        assertThat(sessions.isActive(third)).isFalse();
    }

    @Test
    void aSessionOlderThanTheAbsoluteLimitOfTodayIsNotRefreshed() {
        JsonObject login = service.login("alice");
        long longAgo = Instant.now().minus(Duration.ofDays(181)).toEpochMilli();
        long life = Duration.ofDays(182).toMillis();
        stored.put(login, Long.toHexString(longAgo) + "," + Long.toHexString(life) + " k1");
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        assertRefused(sessions.refresh(login.getString("skey")));
        assertThat(sessions.isActive(login.getString("skey"))).isFalse();
    }

    @Test
    void refreshWorksWhileWeChatIsDownAndWithoutASessionKey() {
        JsonObject login = service.login("alice");
        service.wechat().trouble(Trouble.status(500));
        service.redisView().keys().stream()
                .filter(key -> key.endsWith(":k"))
                .forEach(key -> service.redisView().call("DEL", key));
        service.wechat().resetCalls();
        assertThat(sessions.refresh(login.getString("skey")).status()).isEqualTo(200);
        assertThat(service.wechat().recorded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"skey\":null}",
                "{\"skey\":1}",
                "{\"skey\":[\"a\"]}",
                "{\"skey\":{}}",
                "{\"skey\":\"a\",\"skey\":\"a\"}"
            })
    void aMissingIllTypedOrRepeatedSkeyIsNamed(String body) {
        Reply reply = service.http().send("POST", "/auth/refresh", body, "Content-Type", "application/json");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(reply.json().getString("error_description")).contains("skey");
    }

    @Test
    void anAccessTokenIsNoSkey() {
        assertRefused(sessions.refresh(service.login("alice").getString("access_token")));
    }

    private static double reuses() {
        return Scrape.of(service).sum("wxauth_audit_events_total", "event=reuse_detected");
    }

    private static void isOf(Map<String, String> line, JsonObject login) {
        assertThat(line.get("session_id")).isEqualTo(login.getString("session_id"));
        assertThat(line.values()).noneMatch(value -> value.contains(login.getString("openid")));
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_grant");
    }
}
