package dev.wxauth.rotation;

import dev.wxauth.crypto.KeyKind;
import dev.wxauth.crypto.UnknownKeyException;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.rotation.KeyActivation.Times;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * When each key was first seen and when it begins, in Redis and so for all pods alike. A key's id is no secret.
 *
 * <p>Every method fails with {@link dev.wxauth.error.Fault.TemporarilyUnavailable} when Redis is out of reach.
 */
public final class KeyRegistry {
    private static final LuaScript REPORT = LuaScript.named("keys-report");
    private static final LuaScript AGE = LuaScript.named("key-age");
    private static final String UNKNOWN = "";

    private final RedisCommands redis;
    private final RedisKeys names;
    private final KeyActivation activation;

    /** Takes the door to Redis, and where this pod keeps what it learns. */
    public KeyRegistry(RedisCommands redis, RedisKeys names, KeyActivation activation) {
        this.redis = redis;
        this.names = names;
        this.activation = activation;
    }

    /** Tells Redis which keys this pod holds, and succeeds when it has learned when each begins. */
    public Future<Void> report() {
        return report(KeyKind.MASTER).compose(done -> report(KeyKind.SIGNING));
    }

    private Future<Void> report(KeyKind kind) {
        List<String> kids = activation.forgetOthersThanHeld(kind);
        List<String> arguments = new ArrayList<>(
                List.of(kind.name(), Long.toString(activation.delay().toMillis())));
        kids.forEach(kid -> arguments.addAll(List.of(kid, seenAgo(kind, kid), beginsIn(kind, kid))));
        long asked = System.nanoTime();
        return redis.run(REPORT, List.of(names.keyTimes()), arguments).map(reply -> learn(kind, kids, reply, asked));
    }

    private String seenAgo(KeyKind kind, String kid) {
        return millis(activation.find(kind, kid).map(times -> System.nanoTime() - times.seen()));
    }

    private String beginsIn(KeyKind kind, String kid) {
        return millis(activation.find(kind, kid).map(times -> times.begins() - System.nanoTime()));
    }

    private static String millis(Optional<Long> nanos) {
        return nanos.map(TimeUnit.NANOSECONDS::toMillis).map(String::valueOf).orElse(UNKNOWN);
    }

    private Void learn(KeyKind kind, List<String> kids, List<String> reply, long asked) {
        redis.clock().told(Long.parseLong(reply.get(2 * kids.size())), asked);
        long now = System.nanoTime();
        for (int i = 0; i < kids.size(); i++) {
            long seen = now - nanos(reply.get(2 * i));
            long begins = now + nanos(reply.get(2 * i + 1));
            activation.learn(kind, kids.get(i), new Times(seen, begins));
        }
        return null;
    }

    private static long nanos(String millis) {
        return TimeUnit.MILLISECONDS.toNanos(Long.parseLong(millis));
    }

    /**
     * Succeeds with whether some pod began to hold this key so lately that this one may not have read it yet. One that this
     * pod did hold was removed.
     */
    Future<Boolean> isNew(UnknownKeyException lacking) {
        return activation.everHeld(lacking.kind(), lacking.kid()) ? Future.succeededFuture(false) : askForAge(lacking);
    }

    private Future<Boolean> askForAge(UnknownKeyException lacking) {
        return redis.run(AGE, List.of(names.keyTimes()), List.of(lacking.kind().name(), lacking.kid()))
                .map(age -> age.stream().anyMatch(this::isNew));
    }

    private boolean isNew(String millis) {
        return Long.parseLong(millis) < activation.delay().toMillis();
    }
}
