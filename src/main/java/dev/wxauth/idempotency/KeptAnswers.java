package dev.wxauth.idempotency;

import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.crypto.SealException;
import dev.wxauth.crypto.UnknownKeyException;
import dev.wxauth.error.Fault;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.rotation.KeyLookup;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Answers kept for repeats with the same Idempotency-Key: for 60 seconds, sealed under the master key. */
public final class KeptAnswers {
    private static final LuaScript SETTLE_KEY = LuaScript.named("settle-key");
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final RedisCommands redis;
    private final RedisKeys names;
    private final Keyring keyring;
    private final KeyLookup lookup;
    private final InstantSource clock;

    /** Takes the door to Redis, the keys that seal, and what looks for missing ones. */
    public KeptAnswers(RedisCommands redis, RedisKeys names, Keyring keyring, KeyLookup lookup, InstantSource clock) {
        this.redis = redis;
        this.names = names;
        this.keyring = keyring;
        this.lookup = lookup;
        this.clock = clock;
    }

    /**
     * Succeeds when an answer could be sealed now. Fails with {@link Fault.TemporarilyUnavailable} while nobody knows which key
     * seals: then nothing must begin of which neither answer nor session_key could be kept.
     */
    Future<Void> ready() {
        return Future.succeededFuture().map(asked -> keyring.sealingKid()).mapEmpty();
    }

    /** Keeps an answer. Fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach. */
    Future<Void> keep(Attempt attempt, String owner, JsonObject answer) {
        return settle(attempt, owner, new JsonObject().put("answer", answer));
    }

    /** Keeps a fault as the answer. Fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach. */
    Future<Void> keep(Attempt attempt, String owner, Fault fault) {
        return settle(attempt, owner, new JsonObject().put("fault", toJson(fault, clock.millis())));
    }

    /** Of whichever kind the fault is: this is all that its caller sees. */
    static JsonObject toJson(Fault fault, long now) {
        JsonObject json = new JsonObject()
                .put("status", fault.status())
                .put("error", fault.error())
                .put("description", fault.description());
        fault.wechatErrcode().ifPresent(errcode -> json.put("errcode", errcode));
        fault.retryAfter().ifPresent(wait -> json.put("retry_at", now + wait.toMillis()));
        return json;
    }

    /**
     * Opens the answer that was kept: succeeds with it, or empty when it does not open, which is as good as none. Fails with
     * {@link Fault.Repeated} when it was a fault, and with {@link Fault.TemporarilyUnavailable} when its master key may not
     * have reached this pod yet.
     */
    Future<Optional<JsonObject>> open(Attempt attempt, String sealed) {
        return lookup.find(() -> read(attempt, sealed)).compose(this::asItWas);
    }

    private Optional<JsonObject> read(Attempt attempt, String sealed) {
        try {
            byte[] plain =
                    keyring.open(Purpose.KEPT_ANSWER, sealed, attempt.keyHash().orElseThrow());
            return Optional.of(new JsonObject(Buffer.buffer(plain)));
        } catch (UnknownKeyException lacking) {
            throw lacking;
        } catch (SealException e) {
            return Optional.empty();
        }
    }

    private Future<Optional<JsonObject>> asItWas(Optional<JsonObject> kept) {
        Optional<JsonObject> fault = kept.map(found -> found.getJsonObject("fault"));
        return fault.isPresent()
                ? Future.failedFuture(fromJson(fault.get(), clock.millis()))
                : Future.succeededFuture(kept.map(found -> found.getJsonObject("answer")));
    }

    static Fault fromJson(JsonObject json, long now) {
        Long retryAt = json.getLong("retry_at");
        return new Fault.Repeated(
                json.getInteger("status"),
                json.getString("error"),
                json.getString("description"),
                json.getInteger("errcode"),
                retryAt == null ? null : Duration.ofMillis(Math.max(1000, retryAt - now)));
    }

    private Future<Void> settle(Attempt attempt, String owner, JsonObject kept) {
        String hash = attempt.keyHash().orElseThrow();
        return Future.succeededFuture(kept)
                .map(answer ->
                        keyring.seal(Purpose.KEPT_ANSWER, answer.toBuffer().getBytes(), hash))
                .compose(text -> settle(hash, owner, text));
    }

    private Future<Void> settle(String hash, String owner, String sealed) {
        return redis.run(
                        SETTLE_KEY,
                        List.of(names.idempotencyKey(hash), names.keptAnswer(hash)),
                        List.of(owner, sealed, Long.toString(KEPT.toMillis()), Long.toString(Claims.LIFE.toMillis())))
                .mapEmpty();
    }
}
