package dev.wxauth.idempotency;

import dev.wxauth.error.Fault;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Claims on codes and on Idempotency-Keys, in Redis. */
final class Claims {
    /** How long a code counts as spent, and a key as used. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final LuaScript CLAIM_KEY = LuaScript.named("claim-key");
    private static final LuaScript RENEW_KEY = LuaScript.named("renew-key");

    private final Vertx vertx;
    private final RedisCommands redis;
    private final RedisKeys names;
    private final Releases releases;

    Claims(Vertx vertx, RedisCommands redis, RedisKeys names) {
        this.vertx = vertx;
        this.redis = redis;
        this.names = names;
        this.releases = new Releases(vertx, redis, names);
    }

    /** A name for one request, so that it gives back only what it claimed itself. */
    String owner() {
        return UUID.randomUUID().toString();
    }

    /** Claims the attempt's key. Fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach. */
    Future<Claim> claimKey(Attempt attempt, String owner) {
        String hash = attempt.keyHash().orElseThrow();
        return redis.run(
                        CLAIM_KEY,
                        List.of(names.idempotencyKey(hash), names.keptAnswer(hash)),
                        List.of(attempt.fingerprint(), owner, Long.toString(LIFE.toMillis())))
                .map(Claim::of);
    }

    /**
     * Tells whether the code was free and is now this owner's. Fails with {@link Fault.TemporarilyUnavailable} when Redis is
     * out of reach; then it may be claimed all the same.
     */
    Future<Boolean> claimCode(Attempt attempt, String owner) {
        return redis.setIfAbsent(names.code(attempt.codeHash()), owner, LIFE);
    }

    /**
     * Lets those who wait for the attempt's answer know after a while, and then again and again, that it is at work.
     *
     * @return ends that
     */
    Runnable signsOfLife(Attempt attempt, String owner, Duration after, Duration every) {
        if (attempt.idempotencyKey().isEmpty()) {
            return () -> {};
        }
        long timer = vertx.setPeriodic(after.toMillis(), every.toMillis(), tick -> renew(attempt, owner));
        return () -> vertx.cancelTimer(timer);
    }

    private void renew(Attempt attempt, String owner) {
        String key = names.idempotencyKey(attempt.keyHash().orElseThrow());
        redis.run(RENEW_KEY, List.of(key), List.of(owner));
    }

    /**
     * Gives back what this owner claimed, or may have: also later, when Redis is out of reach now.
     *
     * @return succeeds after the first try, whatever came of it
     */
    Future<Void> giveBack(Attempt attempt, String owner) {
        return releases.giveBack(attempt, owner);
    }
}
