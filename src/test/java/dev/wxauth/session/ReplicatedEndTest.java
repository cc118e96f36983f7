package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The end of a session is answered only when a replica has it: no failover brings the session back. */
class ReplicatedEndTest {
    @AutoClose
    private static final EmbeddedRedis master = new EmbeddedRedis();

    @AutoClose
    private static final EmbeddedRedis replica =
            new EmbeddedRedis("--replicaof", "127.0.0.1", Integer.toString(master.port()));

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_REDIS_URL", master.url())
            .with("WXAUTH_REDIS_WAIT_REPLICAS", "1")
            .with("WXAUTH_ROTATION_GRACE", "0s");

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisView view = new RedisView(service.vertx(), master.url());
    private final SessionCaller sessions = new SessionCaller(service.http());
    private JsonObject login;

    @BeforeEach
    void logIn() {
        Await.until(
                "the replica follows",
                PATIENCE,
                () -> view.call("WAIT", "1", "100").toInteger() == 1);
        login = service.login("alice");
    }

    @AfterEach
    void thaw() {
        replica.thaw();
        view.clear();
        view.close();
    }

    @Test
    void logout() {
        assertWaits(() -> sessions.logout(skey()), 204, 204);
    }

    @Test
    void logoutEverywhere() {
        assertWaits(() -> sessions.logoutEverywhere(skey()), 204, 204);
    }

    @Test
    void revocation() {
        assertWaits(() -> sessions.revoke(skey()), 200, 200);
    }

    @Test
    void theEndOfAnotherSessionOfTheSameUser() {
        String other = service.login("alice").getString("access_token");
        assertWaits(() -> sessions.delete(login.getString("session_id"), other), 204, 404);
    }

    @Test
    void theOperatorsLogoutEverywhere() {
        assertWaits(() -> asOperator("/sessions"), 204, 204);
    }

    @Test
    void theOperatorsErasure() {
        assertWaits(() -> asOperator(""), 204, 404);
    }

    @Test
    void theft() {
        double known = thefts();
        assertWaits(this::presentAReplacedSkey, 400, 400);
        assertThat(thefts()).isEqualTo(known + 2);
    }

    private static double thefts() {
        return Scrape.of(service).sum("wxauth_refreshes_total", "result=reused");
    }

    private Reply presentAReplacedSkey() {
        Reply successor = sessions.refresh(skey());
        return successor.status() == 200 ? sessions.refresh(skey()) : successor;
    }

    @Test
    void waitingIsCountedByItsEnd() {
        double well = waits("ok");
        assertThat(sessions.logout(skey()).status()).isEqualTo(204);
        assertThat(waits("ok")).isEqualTo(well + 1);
        replica.freeze();
        // Else the replica may have said already that it has all there is.
        service.login("bob");
        assertUnavailable(() -> sessions.logout(skey()));
        double late = waits("timeout");
        assertUnavailable(() -> sessions.logout(skey()));
        assertThat(waits("timeout")).isEqualTo(late + 1);
    }

    private static double waits(String outcome) {
        return Scrape.of(service).sum("wxauth_redis_commands_seconds_count", "command=WAIT", "outcome=" + outcome);
    }

    private String skey() {
        return login.getString("skey");
    }

    private Reply asOperator(String what) {
        String path = "/auth/users/" + TestSettings.APPID + "/" + login.getString("openid") + what;
        return service.http().delete(path, "Authorization", ServiceExtension.client());
    }

    /** 503 while the replica hangs, also to a repeat that finds nothing more to end; ended all the same, and audited. */
    private void assertWaits(Supplier<Reply> end, int answer, int repeated) {
        replica.freeze();
        try (AuditTrail audit = new AuditTrail()) {
            assertUnavailable(end);
            assertThat(audit.text().lines().filter(line -> !line.startsWith("refresh")))
                    .hasSize(1);
        }
        assertThat(sessions.isActive(login.getString("skey"))).isFalse();
        assertThat(sessions.isActive(login.getString("access_token"))).isFalse();
        assertUnavailable(end);
        replica.thaw();
        assertThat(end.get().status()).isEqualTo(repeated);

        login = service.login("alice");
        assertThat(end.get().status()).isEqualTo(answer);
        assertThat(sessions.isActive(login.getString("skey"))).isFalse();
    }

    private static void assertUnavailable(Supplier<Reply> request) {
        long start = System.nanoTime();
        Reply reply = request.get();
        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    }

    @Test
    void whoAsksForSomethingElseWaitsForNobody() {
        List<String> doomed = IntStream.range(0, 20)
                .mapToObj(i -> service.login("user" + i).getString("skey"))
                .toList();
        replica.freeze();
        List<CompletableFuture<Reply>> logouts =
                doomed.stream().map(this::startLogout).toList();
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            assertThat(sessions.isActive(login.getString("skey"))).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        }
        assertThat(logouts.stream().map(CompletableFuture::join))
                .extracting(Reply::status)
                .containsOnly(503);
        replica.thaw();
        Await.until(
                "repeats are answered",
                PATIENCE,
                () -> doomed.stream().allMatch(skey -> sessions.logout(skey).status() == 204));
    }

    private CompletableFuture<Reply> startLogout(String skey) {
        return service.http().start("POST", "/auth/logout", "", "Authorization", SessionCaller.bearer(skey));
    }
}
