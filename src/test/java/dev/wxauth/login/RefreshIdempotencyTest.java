package dev.wxauth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.RedisDump;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refresh that names itself: the same try is forgiven for as long as its successor stands (contract, section 3). */
class RefreshIdempotencyTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private static final Duration DAYS = Duration.ofDays(3);

    private final String key = UUID.randomUUID().toString();
    private SessionCaller sessions;
    private StoredSessions stored;
    private JsonObject login;
    private String first;

    @BeforeEach
    void logIn() {
        sessions = new SessionCaller(service.http());
        stored = new StoredSessions(service.redisView());
        login = service.login("alice");
        first = login.getString("skey");
    }

    @Test
    void theSameTryGivesTheIdenticalSuccessorLongAfterTheGrace() {
        String successor = skey(sessions.refresh(first, key));
        stored.age(login, DAYS);
        try (AuditTrail audit = new AuditTrail()) {
            assertThat(skey(sessions.refresh(first, key))).isEqualTo(successor);
            assertThat(skey(new SessionCaller(service.http(1)).refresh(first, key)))
                    .isEqualTo(successor);
            assertThat(audit.lines("reuse_detected")).isEmpty();
        }
        assertThat(stored.generation(login)).isEqualTo(1);
        assertThat(sessions.isActive(successor)).isTrue();
    }

    @Test
    void withoutItsKeyTheSameSkeyIsTheft() {
        String successor = skey(sessions.refresh(first, key));
        stored.age(login, DAYS);
        assertTheft(sessions.refresh(first), successor);
    }

    @Test
    void withAnotherKeyTheSameSkeyIsTheft() {
        String successor = skey(sessions.refresh(first, key));
        stored.age(login, DAYS);
        assertTheft(sessions.refresh(first, UUID.randomUUID().toString()), successor);
    }

    @Test
    void aKeyThatComesOnlyWithTheSecondTryForgivesNothing() {
        String successor = skey(sessions.refresh(first));
        assertThat(skey(sessions.refresh(first, key))).isEqualTo(successor);
        stored.age(login, DAYS);
        assertTheft(sessions.refresh(first, key), successor);
    }

    @Test
    void onceTheSuccessorIsReplacedItselfTheFirstTryIsTheft() {
        String second = skey(sessions.refresh(first, key));
        stored.age(login, DAYS);
        String third = skey(sessions.refresh(second, UUID.randomUUID().toString()));
        assertTheft(sessions.refresh(first, key), third);
    }

    @Test
    void aRefreshThatReplacedNothingLendsItsKeyToNobody() {
        String second = skey(sessions.refresh(first, key));
        String other = UUID.randomUUID().toString();
        assertThat(skey(sessions.refresh(second, other))).isEqualTo(second);
        stored.age(login, DAYS);
        assertTheft(sessions.refresh(first, other), second);
    }

    /** The key of the try before does not forgive the next: each successor has the mark of its own refresh. */
    @Test
    void aKeyForgivesOneRefreshAndNotTheNext() {
        String second = skey(sessions.refresh(first, key));
        stored.age(login, DAYS);
        String third = skey(sessions.refresh(second));
        stored.age(login, DAYS);
        assertTheft(sessions.refresh(second, key), third);
    }

    @Test
    void anotherSessionsSameKeyIsAnotherKey() {
        JsonObject other = service.login("bob");
        skey(sessions.refresh(other.getString("skey"), key));
        String successor = skey(sessions.refresh(first));
        stored.age(login, DAYS);
        assertTheft(sessions.refresh(first, key), successor);
    }

    @Test
    void theKeyStandsNowhere() {
        skey(sessions.refresh(first, key));
        assertThat(new RedisDump(service.redisView()).texts()).isNotEmpty().noneMatch(text -> text.contains(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789abcde", "with a blank in it", "0123456789abcdef,0123456789abcdef"})
    void aMalformedKeyIsRefusedAndNothingIsReplaced(String malformed) {
        Reply reply = sessions.refresh(first, malformed);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(reply.json().getString("error_description")).contains("Idempotency-Key");
        assertThat(stored.generation(login)).isZero();
    }

    private static String skey(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().getString("skey");
    }

    private void assertTheft(Reply reply, String current) {
        assertThat(reply.error()).isEqualTo("invalid_grant");
        assertThat(sessions.isActive(current)).isFalse();
    }
}
