package dev.wxauth.guard;

import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
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

    /** Takes the door to Redis. */
    public RateLimiter(RedisCommands redis, RedisKeys names) {
        this.redis = redis;
        this.names = names;
    }

    /**
     * Counts a login.
     *
     * @param subscriber the address that is counted
     * @param limit how many tries a minute are let through; 0 lets all through
     * @return fails with {@link Fault.RateLimited} when that was one too many
     */
    public Future<Void> admitLogin(String subscriber, int limit) {
        return limit == 0
                ? Future.succeededFuture()
                : redis.run(COUNT, List.of(names.loginRate(subscriber)), List.of(Long.toString(WINDOW.toMillis())))
                        .compose(count -> judge(count, limit));
    }

    /**
     * Counts a try of a user who has a session.
     *
     * @param what is counted
     * @param limit how many tries a minute are let through
     * @return fails with {@link Fault.RateLimited} when that was one too many, and with {@link Fault.InvalidToken} when the
     *     user's last session has ended meanwhile
     */
    public Future<Void> admitUser(UserId user, String what, int limit) {
        List<String> arguments = List.of(what, Long.toString(WINDOW.toMillis()));
        return redis.run(COUNT_USER, List.of(names.sessions(user.tag())), arguments)
                .compose(count ->
                        count.isEmpty() ? Future.failedFuture(Fault.InvalidToken.refused()) : judge(count, limit));
    }

    private static Future<Void> judge(List<String> count, int limit) {
        return Integer.parseInt(count.get(0)) <= limit
                ? Future.succeededFuture()
                : Future.failedFuture(new Fault.RateLimited(Duration.ofMillis(Long.parseLong(count.get(1)))));
    }
}
