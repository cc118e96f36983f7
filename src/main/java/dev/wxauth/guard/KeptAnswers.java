package dev.wxauth.guard;

import dev.wxauth.error.Fault;
import dev.wxauth.keys.Keyring;
import dev.wxauth.keys.Purpose;
import dev.wxauth.keys.SealException;
import dev.wxauth.redis.KeyNames;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Answers kept for repeats with the same Idempotency-Key: for 60 seconds, sealed under the master key. */
public final class KeptAnswers {
    private static final LuaScript SETTLE_KEY = LuaScript.named("settle-key");
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final RedisCommands redis;
    private final KeyNames names;
    private final Keyring keyring;
    private final InstantSource clock;

    /** Takes the door to Redis, and the keys that seal. */
    public KeptAnswers(RedisCommands redis, KeyNames names, Keyring keyring, InstantSource clock) {
        this.redis = redis;
        this.names = names;
        this.keyring = keyring;
        this.clock = clock;
    }

    Future<Void> keep(Attempt attempt, String owner, JsonObject answer) {
        return settle(attempt, owner, new JsonObject().put("answer", answer));
    }

    Future<Void> keep(Attempt attempt, String owner, Fault fault) {
        return settle(attempt, owner, new JsonObject().put("fault", KeptFault.toJson(fault, clock.millis())));
    }

    /** The answer that was kept, as success or as the failure that it was. */
    Future<JsonObject> open(Attempt attempt, String sealed) {
        try {
            byte[] plain =
                    keyring.open(Purpose.KEPT_ANSWER, sealed, attempt.keyHash().orElseThrow());
            JsonObject kept = new JsonObject(Buffer.buffer(plain));
            return kept.containsKey("answer")
                    ? Future.succeededFuture(kept.getJsonObject("answer"))
                    : Future.failedFuture(KeptFault.fromJson(kept.getJsonObject("fault"), clock.millis()));
        } catch (SealException e) {
            return Future.failedFuture(new Fault.ServerError("a kept answer does not open: " + e.getMessage()));
        }
    }

    private Future<Void> settle(Attempt attempt, String owner, JsonObject kept) {
        String hash = attempt.keyHash().orElseThrow();
        String sealed = keyring.seal(Purpose.KEPT_ANSWER, kept.toBuffer().getBytes(), hash);
        return redis.run(
                        SETTLE_KEY,
                        List.of(names.idempotencyKey(hash), names.keptAnswer(hash)),
                        List.of(owner, sealed, Long.toString(KEPT.toMillis()), Long.toString(Claims.LIFE.toMillis())))
                .mapEmpty();
    }
}
