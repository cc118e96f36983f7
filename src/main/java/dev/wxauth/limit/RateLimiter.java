package dev.wxauth.limit;

import dev.wxauth.error.Fault;
import dev.wxauth.observe.Counts;
import dev.wxauth.observe.Meters;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Limits tries in a fixed one-minute window, counted in Redis and so over all pods.
 *
 * <p>Every method fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
 */
public final class RateLimiter {
    private static final LuaScript COUNT = LuaScript.named("rate");
    private static final LuaScript COUNT_USER = LuaScript.named("user-rate", "sessions");
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final RedisCommands redis;
    private final RedisKeys names;
    private final Counts<Limit.Kind> limited;

    /** Takes the door to Redis, and where it is counted who came too often. */
    public RateLimiter(RedisCommands redis, RedisKeys names, Meters meters) {
        this.redis = redis;
        this.names = names;
        this.limited = meters.rateLimited(Limit.Kind.class);
    }

    /** Counts a login from an address or a client. Fails with {@link Fault.RateLimited} when that was one too many. */
    Future<Void> admitLogin(Limit limit) {
        return admit(names.loginRate(limit.key()), limit);
    }

    /** Counts a device that asks to be let in. Fails with {@link Fault.RateLimited} when that was one too many. */
    Future<Void> admitDevice(Limit limit) {
        return admit(names.deviceRate(limit.key()), limit);
    }

    private Future<Void> admit(String counter, Limit limit) {
        if (limit.perMinute() == 0) {
            return Future.succeededFuture();
        }
        return redis.run(COUNT, List.of(counter), List.of(Long.toString(WINDOW.toMillis())))
                .compose(count -> judge(count, limit));
    }

    /** Counts a try of a user beside the user's consents, so that no new login begins it anew. Fails as {@link #admitUser} does. */
    Future<Void> admitUserForLong(Limit limit) {
        return admitUser(limit, names.consents(limit.key()));
    }

    /**
     * Counts a try of a user who has a session. Fails with {@link Fault.RateLimited} when that was one too many, and with
     * {@link Fault.InvalidToken} when the user's last session has ended meanwhile.
     */
    Future<Void> admitUser(Limit limit) {
        return admitUser(limit, names.sessions(limit.key()));
    }

    private Future<Void> admitUser(Limit limit, String counter) {
        List<String> arguments = List.of(limit.name(), Long.toString(WINDOW.toMillis()));
        return redis.run(COUNT_USER, List.of(names.sessions(limit.key()), counter), arguments)
                .compose(count ->
                        count.isEmpty() ? Future.failedFuture(Fault.InvalidToken.refused()) : judge(count, limit));
    }

    private Future<Void> judge(List<String> count, Limit limit) {
        if (Integer.parseInt(count.get(0)) <= limit.perMinute()) {
            return Future.succeededFuture();
        }
        limited.add(limit.kind());
        return Future.failedFuture(new Fault.RateLimited(Duration.ofMillis(Long.parseLong(count.get(1)))));
    }
}
