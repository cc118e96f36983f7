package dev.wxauth.wechat.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are none, and silence. Whatever happens, WeChat was asked once and the code is spent. */
class WeChatFailuresTest {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_WECHAT_TIMEOUT", "1s").with("WXAUTH_BREAKER_FAILURES", "1000");

    private final Logins logins = new Logins(service);

    static Stream<Trouble> unusable() {
        return Stream.of(
                Trouble.html(200),
                Trouble.html(502),
                Trouble.emptyBody(),
                Trouble.truncatedJson(),
                Trouble.notJson("[1]"),
                Trouble.notJson("null"),
                Trouble.notJson("\"ok\""),
                Trouble.notJson("{}"),
                Trouble.notJson("{} {}"),
                Trouble.notJson("{\"errcode\":\"many\"}"),
                Trouble.notJson("{\"errcode\":null}"),
                Trouble.notJson("{\"errcode\":{}}"),
                Trouble.notJson("{\"a\":".repeat(5000)),
                Trouble.notJson("{\"openid\":7,\"session_key\":\"tiihtNczf5v6AKRyjwEUhQ==\"}"),
                Trouble.notJson("{\"openid\":\"\",\"session_key\":\"tiihtNczf5v6AKRyjwEUhQ==\"}"),
                Trouble.notJson("{\"openid\":\"o 1\",\"session_key\":\"tiihtNczf5v6AKRyjwEUhQ==\"}"),
                Trouble.notJson("{\"openid\":\"o1\",\"session_key\":7}"),
                Trouble.notJson("{\"openid\":\"o1\"}"),
                Trouble.oversized(64 * 1024),
                Trouble.oversized(5_000_000),
                Trouble.status(500),
                Trouble.status(404),
                Trouble.status(201),
                Trouble.noOpenid(),
                Trouble.sessionKey(""),
                Trouble.sessionKey("tiihtNczf5v6AKRyjw"),
                Trouble.sessionKey("tiihtNczf5v6AKRyjwEUhQ="),
                Trouble.sessionKey("tiihtNczf5v6AKRyjwEU"),
                Trouble.sessionKey("tiihtNczf5v6AKRyjwEUhQAA"),
                Trouble.sessionKey("tiihtNczf5v6*KRyjwEUhQ=="),
                Trouble.sessionKey("the key is a mock one"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void anUnusableAnswerIsAnUpstreamError(Trouble trouble) {
        assertFailure(trouble, 502, "upstream_error");
    }

    static Stream<Trouble> lost() {
        return Stream.of(
                Trouble.silence(),
                Trouble.latency(Duration.ofSeconds(2)),
                Trouble.drip(Duration.ofMillis(50)),
                Trouble.cutBody(),
                Trouble.dropAfterConsuming(),
                Trouble.dropBeforeReading());
    }

    @ParameterizedTest
    @MethodSource("lost")
    void noCompleteAnswerInTimeIsAnUpstreamTimeout(Trouble trouble) {
        assertFailure(trouble, 504, "upstream_timeout");
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertFailure(Trouble.redirect(service.wechat().url() + "/elsewhere"), 502, "upstream_error");
        assertThat(service.wechat().calls("/elsewhere")).isZero();
    }

    @Test
    void aRedirectToTheRightPlaceIsNotFollowedEither() {
        assertFailure(Trouble.redirect(service.wechat().url() + Logins.PATH), 502, "upstream_error");
    }

    @Test
    void anAnswerOf64KibIsRead() {
        service.wechat().troubleNext(1, Trouble.oversized(64 * 1024 - 300));
        assertThat(logins.login(logins.code()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "\"2147483648\"", "99999999999999999999"})
    void anErrcodeBeyondAllNumbersIsOneThatNobodyKnows(String errcode) {
        assertFailure(Trouble.notJson("{\"errcode\":" + errcode + "}"), 500, "server_error");
    }

    @Test
    void errcodeNullIsNoErrcode() {
        service.wechat()
                .troubleNext(
                        1,
                        Trouble.notJson(
                                "{\"errcode\":null,\"openid\":\"o1\",\"session_key\":\"tiihtNczf5v6AKRyjwEUhQ==\"}"));
        assertThat(logins.login(logins.code()).status()).isEqualTo(200);
    }

    private void assertFailure(Trouble trouble, int status, String error) {
        String code = logins.code();
        service.wechat().trouble(trouble);
        long start = System.nanoTime();
        Reply reply = logins.login(code);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.header("Retry-After")).isNull();
        assertThat(reply.json().fieldNames()).containsExactlyInAnyOrder("error", "error_description", "request_id");
        assertThat(logins.calls()).isEqualTo(1);
        service.wechat().calm();
        assertThat(logins.login(code).error()).as("the code is spent").isEqualTo("invalid_grant");
        assertThat(logins.calls()).isEqualTo(1);
    }
}
