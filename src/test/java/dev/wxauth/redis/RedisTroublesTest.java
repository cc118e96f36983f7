package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.observe.Troubles;
import dev.wxauth.observe.Troubles.Trouble;
import dev.wxauth.support.LogCapture;
import io.vertx.redis.client.impl.types.ErrorType;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Lines about Redis: when a trouble begins, once a minute while it lasts, and when it is over. */
class RedisTroublesTest {
    private static final String WHERE = "10.0.0.1:6379";

    private final LogCapture log = LogCapture.of(Troubles.class);
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private final RedisTroubles troubles = new RedisTroubles(new Troubles(() -> now));

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void oneLineForAllConnectionsAtItsBeginningAndOneAtItsEnd() {
        for (int i = 0; i < 50; i++) {
            fail("a", new TimeoutException());
            fail("b", new TimeoutException());
            pass(Duration.ofMillis(100));
        }
        assertThat(log.messages()).singleElement().asString().contains("WARN", "Redis at 10.0.0.1:6379", "timeout");
        troubles.well("a");
        assertThat(log.messages()).hasSize(1);
        troubles.well("b");
        assertThat(log.messages())
                .hasSize(2)
                .last()
                .asString()
                .contains("INFO", "over, after", "100 times", "10.0.0.1:6379");
        pass(Duration.ofMinutes(3));
        assertThat(log.messages()).hasSize(2);
    }

    @Test
    void onceAMinuteWithItsCountWhileItLasts() {
        for (int second = 0; second < 150; second++) {
            fail("a", new TimeoutException());
            pass(Duration.ofSeconds(1));
        }
        assertThat(log.messages()).hasSize(3);
        assertThat(log.messages().get(1)).contains("60 times in the last minute");
        assertThat(log.messages().get(2)).contains("60 times in the last minute");
    }

    /** Each refusal is noticed by the connection and told by the request that was kept from its answer, and is one. */
    @Test
    void aRefusalThatARequestTellsOfIsCountedOnce() {
        RedisFailure refusal = RedisFailure.of(WHERE, ErrorType.create("OOM command not allowed"));
        for (int second = 0; second < 60; second++) {
            troubles.refused(refusal);
            troubles.troubles().happened(new Trouble(Level.WARN, "OOM", "", WHERE), "answered 503", Map.of());
            pass(Duration.ofSeconds(1));
        }
        assertThat(log.messages()).hasSize(2).last().asString().contains("OOM", "60 times in the last minute");
    }

    @Test
    void aRefusalIsOverWhenNoneCameForAMinute() {
        Instant begun = now;
        troubles.refused(RedisFailure.of(WHERE, ErrorType.create("OOM command not allowed")));
        troubles.well("a");
        pass(Duration.ofSeconds(59));
        assertThat(log.messages()).singleElement().asString().contains("WARN", "OOM");
        pass(Duration.ofSeconds(1));
        assertThat(log.messages()).hasSize(2).last().asString().contains("INFO", "over, after", "OOM");
        assertThat(LogCapture.member(log.events().get(1), "until")).isEqualTo(begun);
    }

    /** A count of what has stopped would send the operator to look for it. */
    @Test
    void whatIsQuietWhenItsMinuteIsOverIsToldAsOver() {
        for (int second = 0; second < 50; second++) {
            troubles.refused(RedisFailure.of(WHERE, ErrorType.create("NOREPLICAS Not enough good replicas to write.")));
            pass(Duration.ofSeconds(1));
        }
        pass(Duration.ofSeconds(10));
        assertThat(log.messages()).hasSize(2).last().asString().contains("INFO", "over, after 49 s", "NOREPLICAS");
    }

    @Test
    void whatOnlyTheOperatorCanMendIsAnErrorThatSaysHow() {
        fail("a", ErrorType.create("WRONGPASS invalid username-password pair or user is disabled."));
        fail("b", ErrorType.create("NOAUTH HELLO must be called with the client already authenticated"));
        fail("c", ErrorType.create("NOPERM this user has no permissions to run the 'role' command"));
        fail("d", untrusted());
        assertThat(log.messages()).hasSize(4).allMatch(line -> line.contains("ERROR"));
        assertThat(log.messages().get(0)).contains("WRONGPASS", "mend WXAUTH_REDIS_URL");
        assertThat(log.messages().get(1)).contains("NOAUTH", "give it in WXAUTH_REDIS_URL");
        assertThat(log.messages().get(2)).contains("NOPERM", "access list");
        assertThat(log.messages().get(3)).contains("certificate", "trust store");
    }

    @Test
    void aConnectionThatIsClosedSaysNothingAnyMore() {
        fail("a", new TimeoutException());
        troubles.forget("a");
        pass(Duration.ofMinutes(2));
        assertThat(log.messages()).hasSize(1);
    }

    private static SSLException untrusted() {
        SSLException failure = new SSLHandshakeException("PKIX path building failed");
        failure.initCause(new CertificateException("unable to find valid certification path"));
        return failure;
    }

    /** Nobody's certificate is at fault where no TLS is spoken. */
    @Test
    void anotherFaultOfTlsIsToldAsSuch() {
        fail("a", new SSLHandshakeException("not an SSL/TLS record"));
        assertThat(log.messages()).singleElement().asString().contains("WARN", "tls");
    }

    private void fail(String connection, Throwable failure) {
        troubles.happened(connection, RedisFailure.unreachable(WHERE, failure));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        troubles.troubles().tick();
    }
}
