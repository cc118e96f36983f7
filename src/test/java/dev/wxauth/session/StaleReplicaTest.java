package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis replicates without waiting: after a failover the last rotations may be forgotten, and nobody may suffer for it. */
class StaleReplicaTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private SessionCaller sessions;
    private StoredSessions stored;
    private JsonObject login;
    private String forgotten;
    private String newest;

    @BeforeEach
    void loseTheLastRotation() {
        sessions = new SessionCaller(service.http());
        stored = new StoredSessions(service.redisView());
        login = service.login("alice");
        forgotten = refreshed(login.getString("skey"));
        stored.age(login, Duration.ofMinutes(2));
        String replica = stored.text(login);
        newest = refreshed(forgotten);
        stored.put(login, replica);
    }

    @Test
    void theNewestSkeyIsActiveAndGoesOn() {
        assertThat(sessions.isActive(newest)).isTrue();
        assertThat(sessions.verify(newest).status()).isEqualTo(200);
        assertThat(refreshed(newest)).as("its rotation was a moment ago").isEqualTo(newest);
        assertThat(stored.generation(login)).isEqualTo(2);
        stored.age(login, Duration.ofMinutes(2));
        assertThat(refreshed(newest)).isNotEqualTo(newest);
    }

    @Test
    void whoeverLostTheAnswerGetsTheIdenticalSuccessorAgain() {
        assertThat(refreshed(forgotten)).isEqualTo(newest);
    }

    @Test
    void theSkeyBeforeItIsForgivenOnceTheNewestWasSeen() {
        refreshed(newest);
        assertThat(refreshed(forgotten)).isEqualTo(newest);
    }

    @Test
    void theftIsNoticedAgainAsSoonAsTheNewestWasSeen() {
        refreshed(newest);
        try (AuditTrail audit = new AuditTrail()) {
            assertThat(sessions.refresh(login.getString("skey")).error()).isEqualTo("invalid_grant");
            assertThat(audit.lines("reuse_detected")).hasSize(1);
        }
        assertThat(sessions.isActive(newest)).isFalse();
    }

    @Test
    void theNewestSkeyLogsOut() {
        assertThat(sessions.logout(newest).status()).isEqualTo(204);
        assertThat(sessions.isActive(forgotten)).isFalse();
    }

    private String refreshed(String skey) {
        var reply = sessions.refresh(skey);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().getString("skey");
    }
}
