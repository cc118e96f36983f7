package dev.wxauth.idempotency;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.redis.RedisKeys;
import dev.wxauth.support.Await;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Key and code are claimed at once: of two requests with one key, each may come to hold one of both for a moment. */
class TwinClaimsTest {
    private static final RedisKeys NAMES = new RedisKeys("wxauth:");
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private final Tries tries = new Tries(service);
    private final String key = Tries.key();
    private final Attempt attempt = new Attempt("login", APPID, tries.code(), "", Optional.of(key), "");

    @Test
    void whoHoldsTheKeyWaitsForATwinToGiveTheCodeBack() {
        claimCode(twin());
        CompletableFuture<Reply> login = tries.start(0, key, attempt.code());
        Await.until("the key is claimed", SOON, () -> exists(record()));
        service.redisView().call("DEL", code());

        assertThat(login.join().status()).isEqualTo(200);
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void aTwinThatNeverGivesTheCodeBackSpendsNothingOfTheOther() {
        claimCode(twin());
        Reply reply = tries.with(0, key, attempt.code());
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotNull();
        assertThat(tries.weChatCalls()).isZero();

        service.redisView().call("DEL", code());
        assertThat(tries.with(0, key, attempt.code()).status()).isEqualTo(200);
    }

    @Test
    void aCodeThatAnotherHoldsIsAReplay() {
        claimCode("another-pod");
        Reply reply = tries.with(0, key, attempt.code());
        assertThat(reply.error()).isEqualTo("invalid_grant");
        assertThat(tries.with(0, key, attempt.code()).error()).isEqualTo("invalid_grant");
        assertThat(tries.weChatCalls()).isZero();
    }

    /** The first one is giving its claims back, the code before the key. */
    @Test
    void aRepeatThatComesToHoldTheCodeAloneGivesItBack() {
        service.redisView()
                .call(
                        "HSET",
                        record(),
                        "request",
                        attempt.fingerprint(),
                        "owner",
                        "a pod",
                        "began",
                        Long.toString(Instant.now().toEpochMilli()));
        service.redisView().call("CONFIG", "RESETSTAT");
        CompletableFuture<Reply> repeat = tries.start(0, key, attempt.code());
        Await.until(
                "the code was claimed",
                SOON,
                () -> service.redisView()
                        .call("INFO", "commandstats")
                        .toString()
                        .contains("cmdstat_set:"));
        Await.until("the code is free", SOON, () -> !exists(code()));
        assertThat(repeat).isNotDone();
        service.redisView().call("DEL", record());

        assertThat(repeat.join().status()).isEqualTo(200);
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    /** How another request by the same key calls itself. */
    private String twin() {
        return attempt.keyHash().orElseThrow().substring(0, 22) + ".another";
    }

    private void claimCode(String owner) {
        service.redisView().call("SET", code(), owner, "PX", "600000");
    }

    private boolean exists(String name) {
        return service.redisView().call("EXISTS", name).toInteger() == 1;
    }

    private String code() {
        return NAMES.code(attempt.codeHash());
    }

    private String record() {
        return NAMES.idempotencyKey(attempt.keyHash().orElseThrow());
    }
}
