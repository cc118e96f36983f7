package dev.wxauth.wechat.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatCredentialsTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .instances(2)
            .with("WXAUTH_APPS", TestSettings.APPID + ":old," + TestSettings.APPID + ":" + TestSettings.APP_SECRET);

    private static final String PATH = "/auth/session-key/check";
    private static final String FETCH = "/cgi-bin/stable_token";
    private static final String KEY = "wxauth:wechat:{" + TestSettings.APPID + "}:token";

    private MiniProgram alice;
    private int fetchesBefore;

    @BeforeEach
    void logIn() {
        alice = MiniProgram.login(service, "alice");
        service.wechat().killAccessTokens(TestSettings.APPID);
        fetchesBefore = service.wechat().tokenFetches(TestSettings.APPID);
    }

    private int fetches() {
        return service.wechat().tokenFetches(TestSettings.APPID) - fetchesBefore;
    }

    private List<Integer> storm(int callers) {
        List<CompletableFuture<Reply>> replies = IntStream.range(0, callers)
                .mapToObj(i -> service.http(i % 2).start("POST", PATH, "", "Authorization", alice.bearer()))
                .toList();
        return replies.stream().map(reply -> reply.join().status()).distinct().toList();
    }

    @Test
    void aLoginNeedsNone() {
        assertThat(service.wechat().calls(FETCH)).isZero();
    }

    @Test
    void aStormOnTwoInstancesCostsOneFetch() {
        service.wechat().wxaTroubleNext(1, Trouble.latency(Duration.ofMillis(300)));
        assertThat(storm(60)).containsExactly(200);
        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void aStormOnATokenThatWeChatRefusesCostsOneFetch() {
        assertThat(storm(2)).containsExactly(200);
        service.wechat().expireAccessTokens(TestSettings.APPID);
        assertThat(storm(60)).containsExactly(200);
        assertThat(fetches()).isEqualTo(2);
    }

    @Test
    void theTokenIsSharedAndSealedAndLivesAsLongAsWeChatSays() {
        assertThat(alice.post(PATH).status()).isEqualTo(200);
        assertThat(service.redisView().call("GET", KEY).toString())
                .startsWith("k1.")
                .doesNotContain("98_");
        assertThat(service.redisView().call("PTTL", KEY).toLong()).isBetween(7_100_000L, 7_200_000L);
        assertThat(storm(4)).containsExactly(200);
        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void aRefusedTokenIsReplacedAndTheCallRepeatedOnce() {
        alice.post(PATH);
        service.wechat().killAccessTokens(TestSettings.APPID);
        assertThat(alice.post(PATH).status()).isEqualTo(200);
        assertThat(fetches()).isEqualTo(2);
        assertThat(service.wechat().calls("/wxa/checksession")).isEqualTo(3);
    }

    @Test
    void refusedAgainItIsTheOperatorsFault() {
        alice.post(PATH);
        service.wechat().wxaTroubleNext(1, Trouble.errcode(40001));
        service.wechat().wxaTroubleNext(1, Trouble.none());
        service.wechat().wxaTroubleNext(1, Trouble.errcode(42001));
        Reply reply = alice.post(PATH);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().containsKey("wechat_errcode")).isFalse();
        assertThat(service.wechat().calls("/wxa/checksession")).isEqualTo(3);
    }

    @Test
    void anAgedTokenIsUsedWhileANewOneIsFetched() {
        alice.post(PATH);
        String aged = service.redisView().call("GET", KEY).toString();
        service.redisView().call("PEXPIRE", KEY, "240000");
        assertThat(alice.post(PATH).status()).isEqualTo(200);
        until(() -> !service.redisView().call("GET", KEY).toString().equals(aged));
        assertThat(service.redisView().call("PTTL", KEY).toLong()).isGreaterThan(7_000_000L);
        assertThat(storm(20)).containsExactly(200);
        assertThat(fetches()).isEqualTo(2);
    }

    @Test
    void anAgedTokenServesOnWhenWeChatGivesNoNewOne() {
        alice.post(PATH);
        service.redisView().call("PEXPIRE", KEY, "240000");
        service.wechat().app(TestSettings.APPID, "changed by somebody");
        assertThat(storm(20)).containsExactly(200);
        until(() -> service.wechat().calls(FETCH) >= 3);
        assertThat(storm(20)).containsExactly(200);
        // The first fetch of this test tried two secrets or one, the failed one two; nobody tried again at once.
        assertThat(service.wechat().calls(FETCH)).isBetween(3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone.AAAA", "k1.***", "k1.AAAA", "k1.", "k1", ""})
    void aTokenThatIsMangledOrUnderALostMasterKeyIsFetchedAnew(String stored) {
        service.redisView().call("SET", KEY, stored, "PX", "7200000");
        assertThat(alice.post(PATH).status()).isEqualTo(200);
        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void whoDiesWhileFetchingHoldsTheOthersUpForAWhileOnly() {
        service.redisView().call("SET", KEY.replace(":token", ":lock"), "somebody dead", "PX", "700");
        assertThat(storm(4)).containsExactly(200);
        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void aFailedFetchIsToldAndTheNextCallerTriesAgain() {
        service.wechat().wxaTroubleNext(1, Trouble.errcode(40164));
        assertThat(alice.post(PATH).status()).isEqualTo(500);
        service.wechat().wxaTroubleNext(1, Trouble.notJson("{\"access_token\":\"x\"}"));
        assertThat(alice.post(PATH).status()).isEqualTo(502);
        service.wechat().wxaTroubleNext(1, Trouble.notJson("{\"expires_in\":7200}"));
        assertThat(alice.post(PATH).status()).isEqualTo(502);
        assertThat(alice.post(PATH).status()).isEqualTo(200);
    }

    private static void until(BooleanSupplier condition) {
        Await.until("it comes to pass", Duration.ofSeconds(10), condition);
    }
}
