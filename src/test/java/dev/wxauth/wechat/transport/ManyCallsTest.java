package dev.wxauth.wechat.transport;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More calls to WeChat than may be under way: three, over two apps and two event loops. */
class ManyCallsTest {
    private static final String OTHER = "wxaaaaaaaaaaaaaaaa";
    private static final String TOKEN = "/cgi-bin/stable_token";
    private static final String CHECK = "/auth/session-key/check";
    private static final int MOST = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_APPS", APPID + ":" + APP_SECRET + "," + OTHER + ":" + APP_SECRET)
            .with("WXAUTH_WECHAT_CONCURRENCY", Integer.toString(MOST))
            .with("WXAUTH_WECHAT_TIMEOUT", TIMEOUT.toMillis() + "ms")
            .with("WXAUTH_BREAKER_FAILURES", "4");

    private final Logins logins = new Logins(service);

    @BeforeEach
    void beginAnew() {
        service.wechat().app(OTHER, APP_SECRET);
        service.restartInstance(0);
    }

    @Test
    void whatGetsNoTurnIsRefusedAndNothingOfItIsSpent() {
        List<CompletableFuture<Reply>> underWay = hang();
        String code = logins.code();
        long start = System.nanoTime();
        Reply refused = logins.loginWithKey(code, "sixteen-characters");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Turns.PATIENCE, TIMEOUT);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.error()).isEqualTo("temporarily_unavailable");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.json().containsKey("wechat_errcode")).isFalse();
        assertThat(logins.calls()).isEqualTo(MOST);
        assertAllTimedOut(underWay);
        service.wechat().calm();
        assertThat(logins.loginWithKey(code, "sixteen-characters").status())
                .as("the same code and key")
                .isEqualTo(200);
    }

    @Test
    void ofManyAtOnceNotOneMoreIsSentAndNotOneMoreWaitsThanThereAreSeats() {
        service.wechat().trouble(Trouble.silence());
        List<CompletableFuture<Reply>> all =
                Stream.generate(this::startLogin).limit(20).toList();
        List<Integer> statuses =
                all.stream().map(reply -> reply.join().status()).sorted().toList();
        assertThat(statuses.subList(0, 20 - MOST)).containsOnly(503);
        assertThat(statuses.subList(20 - MOST, 20)).containsOnly(504);
        assertThat(logins.calls()).isEqualTo(MOST);
    }

    @Test
    void whatWasNotSentDoesNotOpenTheCircuit() {
        List<CompletableFuture<Reply>> underWay = hang();
        Stream.generate(this::startLogin)
                .limit(20)
                .toList()
                .forEach(reply -> assertThat(reply.join().status()).isEqualTo(503));
        assertAllTimedOut(underWay);
        service.wechat().calm();
        assertThat(logins.login(logins.code()).status())
                .as("three failures are not enough")
                .isEqualTo(200);
    }

    @Test
    void anOpenCircuitRefusesAtOnceAndTakesNoTurnFromOthers() {
        service.wechat().troubleNext(4, Trouble.errcode(-1));
        for (int i = 0; i < 4; i++) {
            assertThat(logins.login(logins.code()).status()).isEqualTo(503);
        }
        assertThat(logins.calls()).isEqualTo(4);
        List<CompletableFuture<Reply>> underWay = hang(OTHER);
        for (int i = 0; i < 20; i++) {
            assertThat(logins.login(logins.code()).header("Retry-After")).isNotEqualTo("1");
        }
        assertThat(logins.calls()).isEqualTo(4 + MOST);
        assertAllTimedOut(underWay);
    }

    @Test
    void callsForTheAccessTokenAreCalls() {
        String bearer = bearer();
        List<CompletableFuture<Reply>> underWay = hang();
        assertThat(service.http().post(CHECK, "Authorization", bearer).status()).isEqualTo(503);
        assertThat(service.wechat().calls(TOKEN)).isZero();
        assertAllTimedOut(underWay);
    }

    @Test
    void behindAFetchThatHangsNoMoreWaitThanThereAreSeats() {
        String bearer = bearer();
        service.wechat().wxaTrouble(Trouble.silence());
        List<CompletableFuture<Reply>> all =
                Stream.generate(() -> startCheck(bearer)).limit(30).toList();
        Await.until(
                "most are refused at once",
                SOON,
                () -> all.stream()
                                .filter(CompletableFuture::isDone)
                                .filter(reply -> reply.join().status() == 503)
                                .count()
                        >= 30 - 2 - MOST);
        assertThat(logins.login(logins.code()).status())
                .as("a login, which needs no token")
                .isEqualTo(200);
        assertThat(all).allMatch(reply -> reply.join().status() >= 503);
    }

    private String bearer() {
        return "Bearer " + logins.login(logins.code()).json().getString("access_token");
    }

    private static CompletableFuture<Reply> startCheck(String bearer) {
        return service.http().start("POST", CHECK, "", "Authorization", bearer);
    }

    private List<CompletableFuture<Reply>> hang() {
        return hang(APPID);
    }

    /** Has WeChat keep silent on as many logins as there are turns. */
    private List<CompletableFuture<Reply>> hang(String appid) {
        int before = logins.calls();
        service.wechat().trouble(Trouble.silence());
        List<CompletableFuture<Reply>> underWay =
                Stream.generate(() -> startLogin(appid)).limit(MOST).toList();
        Await.until("all turns are taken", SOON, () -> logins.calls() == before + MOST);
        return underWay;
    }

    private CompletableFuture<Reply> startLogin() {
        return startLogin(APPID);
    }

    private CompletableFuture<Reply> startLogin(String appid) {
        String body = new JsonObject()
                .put("code", logins.code(appid))
                .put("appid", appid)
                .encode();
        return service.http().start("POST", "/auth/login", body, "Content-Type", "application/json");
    }

    private static void assertAllTimedOut(List<CompletableFuture<Reply>> underWay) {
        assertThat(underWay).allMatch(reply -> reply.join().status() == 504);
    }
}
