package dev.wxauth.idempotency;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.redis.RedisKeys;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pod that died with a login in hand: its claims stand in Redis, and nobody will ever settle them. */
class LostPodTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** A second more by the contract, and half of one for a busy machine. */
    private static final Duration LIMIT = TIMEOUT.plusMillis(1500);

    private static final RedisKeys NAMES = new RedisKeys("wxauth:");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_WECHAT_TIMEOUT", "1s");

    private final Tries tries = new Tries(service);
    private final String key = Tries.key();
    private final String code = tries.code();
    private final Attempt attempt = new Attempt("login", APPID, code, "", Optional.of(key), "");

    @Test
    void aRepeatEndsAtMostASecondAfterTheTimeout() {
        claim(Instant.now());
        long start = System.nanoTime();
        Reply reply = tries.with(0, key, code);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, LIMIT);
        assertLost(reply);
    }

    @Test
    void aRepeatAsksRedisAtMostTwiceASecond() {
        claim(Instant.now());
        service.redisView().call("CONFIG", "RESETSTAT");
        assertThat(tries.with(0, key, code).status()).isEqualTo(504);
        // The script that claims a key reads it by this command, and nothing else here does.
        assertThat(calls("cmdstat_hmget")).isBetween(2L, 4L);
    }

    private static long calls(String command) {
        String counted = service.redisView().call("INFO", "commandstats").toString();
        return counted.lines()
                .filter(line -> line.startsWith(command + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^=]*=(\\d+),.*", "$1")))
                .sum();
    }

    @Test
    void aRepeatDoesNotWaitForWhatIsLongOverdue() {
        claim(Instant.now().minus(Duration.ofMinutes(2)));
        assertLost(tries.with(0, key, code));
    }

    @Test
    void aRepeatTakesOverWhenTheClaimsAreGivenBack() {
        claim(Instant.now());
        CompletableFuture<Reply> repeat = tries.start(0, key, code);
        service.redisView().call("DEL", NAMES.code(attempt.codeHash()));
        service.redisView().call("DEL", record());
        assertThat(repeat.join().status()).isEqualTo(200);
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    private void claim(Instant began) {
        service.redisView().call("SET", NAMES.code(attempt.codeHash()), "a pod", "PX", "600000");
        service.redisView()
                .call(
                        "HSET",
                        record(),
                        "request",
                        attempt.fingerprint(),
                        "owner",
                        "a pod",
                        "began",
                        Long.toString(began.toEpochMilli()));
    }

    private String record() {
        return NAMES.idempotencyKey(attempt.keyHash().orElseThrow());
    }

    private void assertLost(Reply reply) {
        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.error()).isEqualTo("upstream_timeout");
        assertThat(tries.weChatCalls()).isZero();
        assertThat(tries.without(0, code).error()).isEqualTo("invalid_grant");
    }
}
