package dev.wxauth.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis goes away, or falls silent, at each step of a login. */
class RedisTroubleAtLoginTest {
    /** WeChat's timeout and the 2 s that the contract gives. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_WECHAT_TIMEOUT", "2s").withOwnRedis();

    private final Tries tries = new Tries(service);

    @AfterEach
    void wakeUp() {
        service.redis().thaw();
        service.awaitRedis();
    }

    @Test
    void withoutRedisNothingIsSentAndTheCodeLives() {
        String key = Tries.key();
        String code = tries.code();
        service.redis().stop();
        assertUnavailable(() -> tries.with(0, key, code));
        assertUnavailable(() -> tries.without(0, code));
        assertThat(tries.weChatCalls()).isZero();

        service.redis().start();
        assertThat(onceBack(() -> tries.with(0, key, code)).status()).isEqualTo(200);
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void aFrozenRedisSpendsNothing() {
        String key = Tries.key();
        String code = tries.code();
        service.redis().freeze();
        assertUnavailable(() -> tries.with(0, key, code));
        service.redis().thaw();

        assertThat(onceBack(() -> tries.with(0, key, code)).status()).isEqualTo(200);
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void aClaimThatAFrozenRedisCarriesOutLateIsGivenBack() {
        String code = tries.code();
        service.redis().freeze();
        assertUnavailable(() -> tries.without(0, code));
        service.redis().thaw();

        Reply reply = Await.reply(() -> tries.without(0, code), answer -> answer.status() == 200);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void whatWasNeverAskedIsNotGivenBack() {
        service.redis().stop();
        assertUnavailable(() -> tries.without(0, tries.code()));
        for (int i = 0; i < 100; i++) {
            assertUnavailable(() -> tries.without(0, tries.code()));
        }
        service.redis().start();
        assertThat(onceBack(() -> tries.without(0, tries.code())).status()).isEqualTo(200);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        // What that login ran, and one for each event loop that noticed too late.
        String asked = service.redisView().call("INFO", "commandstats").toString();
        assertThat(asked).containsPattern("cmdstat_evalsha:calls=\\d,");
    }

    @Test
    void whatIsLostAfterWeChatsAnswerHasSpentTheCode() {
        // A program that has just been started takes its time.
        service.login("bob");
        service.wechat().resetCalls();
        service.wechat().troubleNext(1, Trouble.latency(Duration.ofMillis(500)));
        String code = tries.code();
        long start = System.nanoTime();
        CompletableFuture<Reply> login = tries.start(0, Tries.key(), code);
        UnderWay.await(service);
        service.redis().freeze();
        Reply reply = login.join();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        assertThat(reply.status()).isEqualTo(503);
        service.redis().thaw();

        Reply replay = onceBack(() -> tries.without(0, code));
        assertThat(replay.error()).isEqualTo("invalid_grant");
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    private static Reply onceBack(Supplier<Reply> request) {
        return Await.reply(request, reply -> reply.status() != 503);
    }

    private static void assertUnavailable(Supplier<Reply> request) {
        long start = System.nanoTime();
        Reply reply = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.error()).isEqualTo("temporarily_unavailable");
        assertThat(reply.header("Retry-After")).isNotNull();
        assertThat(reply.json().containsKey("wechat_errcode")).isFalse();
    }
}
