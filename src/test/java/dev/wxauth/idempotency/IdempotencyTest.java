package dev.wxauth.idempotency;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.RedisText;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeats with the same Idempotency-Key, over two pods. */
class IdempotencyTest {
    private static final String OTHER = "wxaaaaaaaaaaaaaaaa";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_APPS", APPID + ":" + APP_SECRET + "," + OTHER + ":" + APP_SECRET)
            .with("WXAUTH_WECHAT_TIMEOUT", "2s")
            .with("WXAUTH_BREAKER_FAILURES", "1000")
            .instances(2);

    private final Tries tries = new Tries(service);

    @BeforeEach
    void registerTheOtherApp() {
        service.wechat().app(OTHER, APP_SECRET);
    }

    @Test
    void aRepeatGetsTheSameAnswerOnEachPod() {
        String key = Tries.key();
        String code = tries.code();
        Reply first = tries.with(0, key, code);
        Reply here = tries.with(0, key, code);
        Reply there = tries.with(1, key, code);

        assertThat(List.of(first, here, there)).allMatch(reply -> reply.status() == 200);
        assertThat(Tries.lasting(here)).isEqualTo(Tries.lasting(first));
        assertThat(Tries.lasting(there)).isEqualTo(Tries.lasting(first));
        assertThat(there.json().fieldNames()).isEqualTo(first.json().fieldNames());
        assertThat(there.json().getLong("expires_in")).isBetween(7190L, 7200L);
        assertThat(there.header("Cache-Control")).isEqualTo("no-store");
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void twentyAtOnceCostOneCallAndGetTheSameTokens() {
        service.wechat().trouble(Trouble.latency(Duration.ofMillis(300)));
        String key = Tries.key();
        String code = tries.code();
        List<Reply> replies = all(IntStream.range(0, 20).mapToObj(i -> tries.start(i % 2, key, code)));

        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(replies.stream().map(Tries::lasting).distinct()).hasSize(1);
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void aRepeatWhoseSessionHasEndedIsRefused() {
        String key = Tries.key();
        String code = tries.code();
        String skey = tries.with(0, key, code).json().getString("skey");
        assertThat(service.http()
                        .post("/auth/logout", "Authorization", "Bearer " + skey)
                        .status())
                .isEqualTo(204);

        Reply repeat = tries.with(1, key, code);
        assertThat(repeat.status()).isEqualTo(400);
        assertThat(repeat.error()).isEqualTo("invalid_grant");
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void aKeyOfAnotherRequestIsAConflictAndSpendsNothing() {
        String key = Tries.key();
        String code = tries.code();
        tries.with(0, key, code);
        String fresh = tries.code();
        String foreign = service.wechat().code(OTHER, "alice");

        assertConflict(tries.with(1, key, fresh));
        assertConflict(tries.with(1, key, Tries.body(code).put("device", "another")));
        assertConflict(tries.with(1, key, Tries.body(foreign).put("appid", OTHER)));
        assertConflict(tries.with(1, key, Tries.body(code).put("appid", OTHER)));
        assertThat(tries.weChatCalls()).isEqualTo(1);
        assertThat(tries.without(0, fresh).status()).as("a fresh code").isEqualTo(200);
        assertThat(tries.with(0, Tries.key(), Tries.body(foreign).put("appid", OTHER))
                        .status())
                .isEqualTo(200);
        assertThat(tries.with(1, key, code).status())
                .as("the first request's repeat")
                .isEqualTo(200);
    }

    @Test
    void aKeyOfAnotherRequestIsAConflictWhileTheFirstIsUnderWay() {
        service.wechat().troubleNext(1, Trouble.latency(Duration.ofMillis(800)));
        String key = Tries.key();
        CompletableFuture<Reply> first = tries.start(0, key, tries.code());
        UnderWay.await(service);
        String fresh = tries.code();
        assertConflict(tries.with(1, key, fresh));
        assertThat(tries.without(1, fresh).status()).isEqualTo(200);
        assertThat(first.join().status()).isEqualTo(200);
    }

    private static void assertConflict(Reply reply) {
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.error()).isEqualTo("conflict");
    }

    static Stream<Trouble> failures() {
        return Stream.of(
                Trouble.errcode(40029),
                Trouble.errcode(40226),
                Trouble.errcode(45011),
                Trouble.errcode(-1),
                Trouble.errcode(45009),
                Trouble.errcode(87009),
                Trouble.errcode(40013),
                Trouble.html(200),
                Trouble.dropAfterConsuming(),
                Trouble.silence());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsRepeatedAlike(Trouble trouble) {
        service.wechat().trouble(trouble);
        String key = Tries.key();
        String code = tries.code();
        Reply first = tries.with(0, key, code);
        service.wechat().calm();
        Reply repeat = tries.with(1, key, code);

        assertThat(first.status()).isGreaterThanOrEqualTo(400);
        assertThat(repeat.status()).isEqualTo(first.status());
        assertThat(Tries.lasting(repeat)).isEqualTo(Tries.lasting(first));
        assertThat(seconds(repeat)).isBetween(seconds(first) - 5, seconds(first));
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    private static int seconds(Reply reply) {
        return reply.header("Retry-After") == null ? 0 : Integer.parseInt(reply.header("Retry-After"));
    }

    @Test
    void aKeptAnswerIsGoneAfterAMinuteAndThenTheCodeIsSpent() {
        String key = Tries.key();
        String code = tries.code();
        tries.with(0, key, code);
        String kept = keptAnswer();
        assertThat(service.redisView().call("PTTL", kept).toLong()).isBetween(50_000L, 60_000L);

        service.redisView().call("DEL", kept);
        Reply late = tries.with(1, key, code);
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.error()).isEqualTo("invalid_grant");
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void aKeptAnswerIsSealed() {
        JsonObject login = tries.with(0, Tries.key(), tries.code()).json();
        assertThat(RedisText.dump(service.redisView(), "wxauth:idem:"))
                .contains(":answer")
                .doesNotContain("\"")
                .doesNotContain(login.getString("skey"))
                .doesNotContain(login.getString("access_token"))
                .doesNotContain(login.getString("openid"))
                .doesNotContain(login.getString("session_id"));
    }

    @Test
    void aKeptAnswerThatWasMovedToAnotherKeyIsAsGoodAsNone() {
        tries.with(0, Tries.key(), tries.code());
        String first = keptAnswer();
        String sealed = service.redisView().call("GET", first).toString();
        String key = Tries.key();
        String code = tries.code();
        tries.with(0, key, code);
        service.redisView().keys().stream()
                .filter(name -> name.endsWith(":answer") && !name.equals(first))
                .forEach(name -> service.redisView().call("SET", name, sealed, "KEEPTTL"));
        assertThat(tries.with(0, key, code).error()).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k1.***", "k1.", "k1.AAAA", "k1", "", ".", "k9.AAAA"})
    void aKeptAnswerThatWasMangledIsAsGoodAsNone(String mangled) {
        String key = Tries.key();
        String code = tries.code();
        tries.with(0, key, code);
        service.redisView().call("SET", keptAnswer(), mangled, "KEEPTTL");
        assertThat(tries.with(0, key, code).error()).isEqualTo("invalid_grant");
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    private static String keptAnswer() {
        return service.redisView().keys().stream()
                .filter(name -> name.endsWith(":answer"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Reply> all(Stream<CompletableFuture<Reply>> started) {
        return started.toList().stream().map(CompletableFuture::join).toList();
    }
}
