package dev.wxauth.guard;

import dev.wxauth.redis.KeyNames;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Claims on codes and on Idempotency-Keys, in Redis. */
public final class Claims {
    /** How long a code counts as spent, and a key as used. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final LuaScript CLAIM_KEY = LuaScript.named("claim-key");
    private static final LuaScript RELEASE_KEY = LuaScript.named("release-key");
    private static final LuaScript RELEASE_CODE = LuaScript.named("release-code");
    private static final int RELEASE_TRIES = 60;
    private static final long PAUSE_MILLIS = 500;
    private static final int MOST_RELEASES_WAITING = 10_000;

    private final Vertx vertx;
    private final RedisCommands redis;
    private final KeyNames names;
    private int releasesWaiting;

    /** Takes the door to Redis. */
    public Claims(Vertx vertx, RedisCommands redis, KeyNames names) {
        this.vertx = vertx;
        this.redis = redis;
        this.names = names;
    }

    /** A name for one request, so that it gives back only what it claimed itself. */
    String owner() {
        return UUID.randomUUID().toString();
    }

    Future<List<String>> claimKey(Attempt attempt, String owner) {
        String hash = attempt.keyHash().orElseThrow();
        return redis.run(
                CLAIM_KEY,
                List.of(names.idempotencyKey(hash), names.keptAnswer(hash)),
                List.of(attempt.fingerprint(), owner, Long.toString(LIFE.toMillis())));
    }

    /** Whether the code was free and is now this owner's. */
    Future<Boolean> claimCode(Attempt attempt, String owner) {
        return redis.setIfAbsent(names.code(attempt.codeHash()), owner, LIFE);
    }

    /**
     * Gives back what this owner claimed. While Redis is out of reach this is tried on for a while: a claim whose answer
     * was lost may still be carried out when a frozen Redis wakes up.
     *
     * @return succeeds after the first try, whatever came of it
     */
    Future<Void> giveBack(Attempt attempt, String owner) {
        Future<Void> first = release(attempt, owner);
        if (releasesWaiting < MOST_RELEASES_WAITING) {
            releasesWaiting++;
            first.recover(failure -> tryOn(attempt, owner, RELEASE_TRIES)).eventually(this::releaseDone);
        }
        return first.otherwiseEmpty();
    }

    private Future<Void> releaseDone() {
        releasesWaiting--;
        return Future.succeededFuture();
    }

    private Future<Void> tryOn(Attempt attempt, String owner, int tries) {
        return vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                .compose(pause -> release(attempt, owner))
                .recover(failure -> tries == 0 ? Future.failedFuture(failure) : tryOn(attempt, owner, tries - 1));
    }

    private Future<Void> release(Attempt attempt, String owner) {
        Future<Void> code = redis.run(RELEASE_CODE, List.of(names.code(attempt.codeHash())), List.of(owner))
                .mapEmpty();
        Future<Void> key = attempt.keyHash()
                .map(hash -> redis.run(RELEASE_KEY, List.of(names.idempotencyKey(hash)), List.of(owner))
                        .<Void>mapEmpty())
                .orElse(Future.succeededFuture());
        return Future.all(code, key).mapEmpty();
    }
}
