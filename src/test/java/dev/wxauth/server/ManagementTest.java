package dev.wxauth.server;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {
    private static final Duration FOLLOWS = Duration.ofSeconds(5);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().withOwnRedis();

    private boolean stopped;

    @AfterEach
    void giveRedisBack() {
        if (stopped) {
            service.redis().start();
        }
        awaitRecovery();
    }

    /** Each event loop finds Redis again for itself, and the management port, too. */
    private static void awaitRecovery() {
        service.awaitRedis();
        Await.until("ready again", FOLLOWS, () -> ready() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/started", "/health/live", "/health/ready"})
    void aHealthyPodIsUp(String path) {
        Reply reply = service.management().get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).isEqualTo(new JsonObject().put("status", "up"));
        Reply posted = service.management().post(path);
        assertError(posted, 405, "method_not_allowed");
        assertThat(posted.header("Allow")).isEqualTo("GET, HEAD");
    }

    /** Some probes ask so. */
    @ParameterizedTest
    @ValueSource(strings = {"/health/started", "/health/live", "/health/ready", "/metrics", "/docs", "/openapi.json"})
    void headIsGetWithoutTheBody(String path) {
        Reply reply = new HttpCaller(service.management().url("")).send("HEAD", path, "");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/health/live/",
                "/auth/session",
                "/auth/verify",
                "/.well-known/jwks.json",
                "/docs/"
            })
    void thereIsNothingElse(String path) {
        assertError(service.management().get(path), 404, "not_found");
    }

    @Test
    void theTablesOfThePortsAreApart() {
        assertError(service.http().get("/health/ready"), 404, "not_found");
        assertError(service.http().get("/metrics"), 404, "not_found");
        assertError(service.http().get("/docs"), 404, "not_found");
    }

    @Test
    void readinessFollowsRedisBothWaysAndLivenessDoesNot() {
        assertThat(ready()).isEqualTo(200);
        stopRedis();
        Await.until("no longer ready", FOLLOWS, () -> ready() == 503);
        assertError(service.management().get("/health/ready"), 503, "temporarily_unavailable");
        assertThat(service.management().get("/health/live").status()).isEqualTo(200);
        assertThat(service.management().get("/health/started").status()).isEqualTo(200);
        service.redis().start();
        stopped = false;
        Await.until("ready again", FOLLOWS, () -> ready() == 200);
    }

    @Test
    void readinessFollowsARedisThatFreezesAndThaws() {
        service.redis().freeze();
        try {
            Await.until("no longer ready", FOLLOWS, () -> ready() == 503);
            assertThat(service.management().get("/health/live").status()).isEqualTo(200);
        } finally {
            service.redis().thaw();
        }
        Await.until("ready again", FOLLOWS, () -> ready() == 200);
    }

    @Test
    void withoutRedisTheStandardRoutesAre503AndDiscoveryIsServed() {
        String token = service.login("alice").getString("access_token");
        stopRedis();
        Reply introspection = service.introspectReply(token, 0);
        assertError(introspection, 503, "temporarily_unavailable");
        assertThat(introspection.header("Retry-After")).matches("[1-9]\\d*");
        assertError(
                service.http().get("/auth/verify", "Authorization", "Bearer " + token), 503, "temporarily_unavailable");
        assertThat(service.introspect("made.up.token")).isEqualTo(new JsonObject().put("active", false));
        assertThat(service.http().get("/.well-known/jwks.json").status()).isEqualTo(200);
    }

    @Test
    void aPodStartsWithoutRedisLiveAndNotReady() {
        stopRedis();
        service.restartInstance(0);
        assertThat(service.management().get("/health/live").status()).isEqualTo(200);
        assertThat(service.management().get("/health/started").status()).isEqualTo(200);
        assertThat(ready()).isEqualTo(503);
        service.redis().start();
        stopped = false;
        awaitRecovery();
        assertThat(service.introspect(service.login("bob").getString("skey")).getBoolean("active"))
                .isTrue();
    }

    @Test
    void metricsCountRequestsAndNameNobody() {
        JsonObject login = service.login("alice");
        service.http().get("/auth/session", "Authorization", "Bearer " + login.getString("access_token"));
        service.http().delete("/auth/sessions/" + login.getString("session_id"));
        Reply metrics = service.management().get("/metrics");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.body())
                .contains("http_server_requests_seconds_count", "uri=\"/auth/sessions/{session_id}\"")
                .doesNotContain(
                        login.getString("openid"),
                        login.getString("session_id"),
                        login.getString("skey"),
                        login.getString("unionid"));
    }

    private void stopRedis() {
        service.redis().stop();
        stopped = true;
    }

    private static int ready() {
        return service.management().get("/health/ready").status();
    }
}
