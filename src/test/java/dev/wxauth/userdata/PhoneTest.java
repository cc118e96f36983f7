package dev.wxauth.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2).with("WXAUTH_WECHAT_TIMEOUT", "1s");

    private static final String CALL = "/wxa/business/getuserphonenumber";
    private static final String KEY = "0123456789abcdef0123";
    private static final String NUMBER = "13800000001";

    private static JsonObject code(String code) {
        return new JsonObject().put("code", code);
    }

    @Test
    void givesWeChatsPhoneInfo() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        Reply reply = alice.post("/auth/phone", code(alice.phoneCode("+852 61234567")));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("phoneNumber")).isEqualTo("+85261234567");
        assertThat(reply.json().getString("purePhoneNumber")).isEqualTo("61234567");
        assertThat(reply.json().getString("countryCode")).isEqualTo("852");
        assertThat(reply.json().getJsonObject("watermark").getString("appid")).isEqualTo(TestSettings.APPID);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void aReplayIsRefusedWithoutAskingWeChat() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String code = alice.phoneCode(NUMBER);
        alice.post("/auth/phone", code(code), KEY);
        assertThat(alice.post("/auth/phone", code(code)).error()).isEqualTo("invalid_grant");
        assertThat(MiniProgram.login(service, "bob")
                        .post("/auth/phone", code(code), KEY)
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(service.wechat().calls(CALL)).isEqualTo(1);
    }

    @Test
    void aStormWithOneKeyCostsOneCallAndGivesOneAnswer() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject body = code(alice.phoneCode(NUMBER));
        List<CompletableFuture<Reply>> storm = IntStream.range(0, 20)
                .mapToObj(i -> service.http(i % 2)
                        .start(
                                "POST",
                                "/auth/phone",
                                body.encode(),
                                "Content-Type",
                                "application/json",
                                "Authorization",
                                alice.bearer(),
                                "Idempotency-Key",
                                KEY))
                .toList();
        assertThat(storm.stream().map(reply -> reply.join().body()).distinct()).hasSize(1);
        assertThat(storm.get(0).join().status()).isEqualTo(200);
        assertThat(service.wechat().calls(CALL)).isEqualTo(1);
    }

    @Test
    void aKeyOfAnotherRequestIsAConflictAndSpendsNothing() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.post("/auth/phone", code(alice.phoneCode(NUMBER)), KEY);
        String second = alice.phoneCode(NUMBER);
        assertThat(alice.post("/auth/phone", code(second), KEY).status()).isEqualTo(409);
        assertThat(alice.post("/auth/phone", code(second)).status()).isEqualTo(200);
    }

    @Test
    void aKeyIsUniqueWithinTheSessionOnly() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        MiniProgram again = MiniProgram.login(service, "alice");
        assertThat(alice.post("/auth/phone", code(alice.phoneCode(NUMBER)), KEY).status())
                .isEqualTo(200);
        assertThat(again.post("/auth/phone", code(again.phoneCode(NUMBER)), KEY).status())
                .isEqualTo(200);
    }

    @Test
    void whatWeChatRefusesIsToldWithItsNumber() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        Reply unknown = alice.post("/auth/phone", code("f".repeat(64)));
        assertThat(unknown.error()).isEqualTo("invalid_grant");
        assertThat(unknown.json().getInteger("wechat_errcode")).isEqualTo(40029);
        String other = "wxfedcba9876543210";
        service.wechat().app(other, "another secret");
        Reply foreign = alice.post("/auth/phone", code(service.wechat().phoneCode(other, "alice", NUMBER)));
        assertThat(foreign.error()).isEqualTo("invalid_grant");
        assertThat(foreign.json().getInteger("wechat_errcode")).isEqualTo(40013);
    }

    @Test
    void aCodeThatTheButtonGaveAnotherUserIsRefused() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        MiniProgram bob = MiniProgram.login(service, "bob");
        assertThat(alice.post("/auth/phone", code(bob.phoneCode(NUMBER))).error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void malformedCodesAreRefusedBeforeWeChatIsAsked() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        for (JsonObject body : List.of(
                code(""), code("a b"), code("x".repeat(513)), new JsonObject(), new JsonObject().put("code", 1))) {
            Reply reply = alice.post("/auth/phone", body);
            assertThat(reply.error()).isEqualTo("invalid_request");
            assertThat(reply.json().getString("error_description")).contains("code");
        }
        assertThat(alice.post("/auth/phone", code(alice.phoneCode(NUMBER)), "short")
                        .error())
                .isEqualTo("invalid_request");
        assertThat(service.wechat().calls(CALL)).isZero();
    }

    @ParameterizedTest
    @MethodSource("withoutAUsableAnswer")
    void aNewTapIsWhatHelpsWhereWeChatGaveNoUsableAnswer(Trouble trouble, int status) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.post("/auth/phone", code(alice.phoneCode(NUMBER)));
        JsonObject body = code(alice.phoneCode(NUMBER));
        service.wechat().wxaTroubleNext(1, trouble);
        Reply first = alice.post("/auth/phone", body, KEY);
        Reply repeat = alice.post("/auth/phone", body, KEY);

        for (Reply reply : List.of(first, repeat)) {
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.json().getString("error_description"))
                    .endsWith(": have the user tap the phone number button again, for a new code.");
        }
        assertThat(service.wechat().calls(CALL)).isEqualTo(2);
    }

    static Stream<Arguments> withoutAUsableAnswer() {
        return Stream.of(
                Arguments.of(Trouble.html(502), 502),
                Arguments.of(Trouble.notJson("{\"errcode\":0}"), 502),
                Arguments.of(Trouble.dropAfterConsuming(), 504),
                Arguments.of(Trouble.silence(), 504));
    }

    @Test
    void aNewTapHelpsTooWhenItWasTheTokenThatDidNotCome() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().wxaTroubleNext(1, Trouble.html(502));
        Reply reply = alice.post("/auth/phone", code(alice.phoneCode(NUMBER)));
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.json().getString("error_description")).contains("tap the phone number button again");
    }

    @ParameterizedTest
    @ValueSource(ints = {40001, 40014, 42001})
    void aTokenThatIsRefusedTwiceIsTheOperatorsFault(int errcode) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.post("/auth/phone", code(alice.phoneCode(NUMBER)));
        service.wechat().wxaTroubleNext(1, Trouble.errcode(errcode));
        service.wechat().wxaTroubleNext(1, Trouble.none());
        service.wechat().wxaTroubleNext(1, Trouble.errcode(errcode));
        Reply reply = alice.post("/auth/phone", code(alice.phoneCode(NUMBER)));
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.error()).isEqualTo("server_error");
        assertThat(reply.json().containsKey("wechat_errcode")).isFalse();
        assertThat(service.wechat().calls(CALL)).isEqualTo(3);
    }

    @Test
    void aLostAnswerSpendsTheCode() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.post("/auth/phone", code(alice.phoneCode(NUMBER)));
        String code = alice.phoneCode(NUMBER);
        service.wechat().wxaTroubleNext(1, Trouble.dropAfterConsuming());
        assertThat(alice.post("/auth/phone", code(code), KEY).status()).isEqualTo(504);
        assertThat(alice.post("/auth/phone", code(code), KEY).status()).isEqualTo(504);
        assertThat(alice.post("/auth/phone", code(code)).error()).isEqualTo("invalid_grant");
    }

    @Test
    void whateverBefallsTheTokenSpendsNothing() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String code = alice.phoneCode(NUMBER);
        List<Trouble> troubles = List.of(
                Trouble.dropAfterConsuming(),
                Trouble.html(502),
                Trouble.errcode(-1),
                Trouble.errcode(45011),
                Trouble.errcode(40164),
                Trouble.latency(Duration.ofMillis(1500)));
        List<Integer> statuses = List.of(504, 502, 503, 429, 500, 504);
        for (int i = 0; i < troubles.size(); i++) {
            service.wechat().wxaTroubleNext(1, troubles.get(i));
            assertThat(alice.post("/auth/phone", code(code), KEY).status()).isEqualTo(statuses.get(i));
        }
        assertThat(service.wechat().calls(CALL)).isZero();
        assertThat(alice.post("/auth/phone", code(code), KEY).status()).isEqualTo(200);
    }

    @Test
    void aUserAsksOnlySoOften() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        MiniProgram bob = MiniProgram.login(service, "bob");
        JsonObject spent = code("f".repeat(64));
        for (int i = 0; i < 60; i++) {
            assertThat(alice.post("/auth/phone", spent).status()).isEqualTo(400);
        }
        Reply reply = alice.post("/auth/phone", spent);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.error()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(reply.header("retry-after"))).isBetween(1, 60);
        assertThat(bob.post("/auth/phone", code(bob.phoneCode(NUMBER))).status())
                .isEqualTo(200);
    }
}
