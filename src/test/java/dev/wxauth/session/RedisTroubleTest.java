package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis stops, hangs and comes back: 503 meanwhile, never a guess, and no help needed afterwards. */
class RedisTroubleTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().withOwnRedis();

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private SessionCaller sessions;
    private JsonObject login;
    private Runnable mend = () -> {};

    @BeforeEach
    void logIn() {
        sessions = new SessionCaller(service.http());
        login = service.login("alice");
    }

    @AfterEach
    void mend() {
        mend.run();
        Await.until("Redis can be looked at", RECOVERY, RedisTroubleTest::isVisible);
        service.awaitRedis();
    }

    @Test
    void whileRedisIsDownNobodySaysYesOrNo() {
        stop();
        assertNobodyKnows();
    }

    @Test
    void whileRedisHangsNobodySaysYesOrNo() {
        service.redis().freeze();
        mend = service.redis()::thaw;
        assertNobodyKnows();
    }

    @Test
    void whatIsUnderWayWhenRedisStopsIsUnavailableAndNoFaultOfOurs() {
        service.redis().freeze();
        List<CompletableFuture<Reply>> underWay = IntStream.range(0, 20)
                .mapToObj(i -> sessions.startRefresh(login.getString("skey")))
                .toList();
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        stop();
        assertThat(underWay.stream().map(CompletableFuture::join))
                .extracting(Reply::status)
                .containsOnly(503);
    }

    @Test
    void aSessionLivesOnAfterAHang() {
        service.redis().freeze();
        assertUnavailable(() -> sessions.refresh(login.getString("skey")));
        service.redis().thaw();
        Await.until(
                "the service recovers",
                RECOVERY,
                () -> sessions.introspect(login.getString("skey")).status() == 200);
        Reply reply = sessions.refresh(login.getString("skey"));
        assertThat(reply.status())
                .as("a refresh that timed out was a lost answer")
                .isEqualTo(200);
        assertThat(sessions.isActive(reply.json().getString("skey"))).isTrue();
    }

    @Test
    void aMadeUpSkeyIsRefusedWithoutAskingRedis() {
        String skey = login.getString("skey");
        stop();
        byte[] tampered = Base64.getUrlDecoder().decode(skey);
        tampered[tampered.length / 2] ^= 1;
        for (String madeUp : new String[] {
            "",
            "made-up",
            "0".repeat(136),
            Base64.getUrlEncoder().withoutPadding().encodeToString(tampered),
            skey + "=",
            skey + "A",
            skey.substring(1),
            " " + skey,
            "\u0000"
        }) {
            Reply reply = sessions.refresh(madeUp);
            assertThat(reply.status()).as(madeUp).isEqualTo(400);
            assertThat(reply.error()).isEqualTo("invalid_grant");
        }
        assertThat(sessions.isActive("made-up")).isFalse();
        assertThat(sessions.verify("made-up").status()).isEqualTo(401);
        assertThat(sessions.logout("made-up").status()).isEqualTo(401);
        assertThat(sessions.revoke("made-up").status()).isEqualTo(200);
    }

    @Test
    void aRestartOfRedisNeedsNobodysHelp() {
        service.redis().stop();
        service.redis().start();
        Await.until("the service recovers", RECOVERY, RedisTroubleTest::canLogIn);
        JsonObject again = service.login("bob");
        Reply reply = sessions.refresh(again.getString("skey"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(sessions.isActive(reply.json().getString("skey"))).isTrue();
        assertThat(sessions.logout(reply.json().getString("skey")).status()).isEqualTo(204);
        assertThat(sessions.isActive(login.getString("skey")))
                .as("memory was lost")
                .isFalse();
    }

    private void stop() {
        service.redis().stop();
        mend = service.redis()::start;
    }

    private void assertNobodyKnows() {
        String skey = login.getString("skey");
        String token = login.getString("access_token");
        assertUnavailable(() -> sessions.refresh(skey));
        assertUnavailable(() -> sessions.introspect(token));
        assertUnavailable(() -> sessions.introspect(skey));
        assertUnavailable(() -> sessions.verify(token));
        assertUnavailable(() -> sessions.sessions(token));
        assertUnavailable(() -> sessions.delete("AAAAAAAAAAAAAAAAAAAAAA", token));
        assertUnavailable(() -> sessions.revoke(skey));
        assertUnavailable(() -> sessions.logoutEverywhere(skey));
        assertUnavailable(() -> sessions.logout(skey));
    }

    private static void assertUnavailable(Supplier<Reply> request) {
        long start = System.nanoTime();
        Reply reply = request.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.error()).isEqualTo("temporarily_unavailable");
        assertThat(reply.header("Retry-After")).isNotNull();
        assertThat(took).isLessThan(LIMIT);
    }

    private static boolean isVisible() {
        try {
            return "PONG".equals(service.redisView().call("PING").toString());
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean canLogIn() {
        String code = service.wechat().code(TestSettings.APPID, "carol");
        return service.http()
                        .postJson("/auth/login", new JsonObject().put("code", code))
                        .status()
                == 200;
    }
}
