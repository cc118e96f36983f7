package dev.wxauth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How long things last: a life that slides up to an absolute limit, and access tokens that never outlive it. */
@Execution(ExecutionMode.CONCURRENT)
class RefreshLifetimeTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_SKEY_TTL", "3s")
            .with("WXAUTH_SKEY_MAX_AGE", "6s")
            .with("WXAUTH_ROTATION_GRACE", "1s")
            .withOwnRedis()
            .sideBySide();

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SessionCaller sessions;
    private StoredSessions stored;

    @BeforeEach
    void look() {
        sessions = new SessionCaller(service.http());
        stored = new StoredSessions(service.redisView());
    }

    @Test
    void aSessionNobodyRefreshesEndsByItselfAndLeavesNoSession() {
        JsonObject login = service.login("alice");
        assertThat(login.getInteger("skey_expires_in")).isEqualTo(3);
        assertThat(login.getInteger("expires_in")).isBetween(2, 3);
        Await.until("the session ends", PATIENCE, () -> !sessions.isActive(login.getString("skey")));
        assertThat(sessions.isActive(login.getString("access_token"))).isFalse();
        assertThat(sessions.refresh(login.getString("skey")).status()).isEqualTo(400);
        Await.until("the hash goes", PATIENCE, () -> stored.text(login) == null);
    }

    @Test
    void refreshesKeepASessionAliveUpToTheAbsoluteLimit() {
        JsonObject login = service.login("bob");
        Instant begun = Instant.now();
        String[] skey = {login.getString("skey")};
        Await.until("the absolute limit ends the session", PATIENCE, () -> !refresh(skey));
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofMillis(5500), Duration.ofMillis(7500));
        assertThat(sessions.isActive(skey[0])).isFalse();
    }

    private boolean refresh(String[] skey) {
        var reply = sessions.refresh(skey[0]);
        if (reply.status() == 200) {
            JsonObject tokens = reply.json();
            assertThat(tokens.getInteger("expires_in")).isLessThanOrEqualTo(tokens.getInteger("skey_expires_in"));
            JsonObject access =
                    sessions.introspect(tokens.getString("access_token")).json();
            JsonObject session = sessions.introspect(tokens.getString("skey")).json();
            if (access.getBoolean("active") && session.getBoolean("active")) {
                assertThat(access.getLong("exp")).isLessThanOrEqualTo(session.getLong("exp"));
            }
            skey[0] = tokens.getString("skey");
        }
        return reply.status() == 200;
    }

    @Test
    void aReplacedSkeyIsActiveEverywhereUntilItsGraceEnds() {
        JsonObject login = service.login("carol");
        String replaced = login.getString("skey");
        String current = sessions.refresh(replaced).json().getString("skey");
        assertThat(sessions.isActive(replaced)).isTrue();
        assertThat(sessions.verify(replaced).status()).isEqualTo(200);
        assertThat(sessions.sessions(replaced).status()).isEqualTo(200);
        Await.until("the grace ends", PATIENCE, () -> !sessions.isActive(replaced));
        assertThat(sessions.verify(replaced).status()).isEqualTo(401);
        assertThat(sessions.sessions(replaced).status()).isEqualTo(401);
        assertThat(sessions.isActive(current)).as("only refresh detects theft").isTrue();
    }

    @Test
    void anExpiredSessionDoesNotLingerInAHashThatAnotherKeepsAlive() {
        JsonObject first = service.login("dora");
        Await.until("the first ends", PATIENCE, () -> !sessions.isActive(first.getString("skey")));
        JsonObject second = service.login("dora");
        assertThat(stored.text(first)).isNull();
        assertThat(stored.text(second)).isNotNull();
    }
}
