package dev.wxauth.guard;

import dev.wxauth.error.Fault;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Limits tries in a fixed one-minute window, counted in Redis and so over all pods. */
public final class RateLimiter {
    private static final LuaScript COUNT = LuaScript.named("rate");
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final RedisCommands redis;

    /** Takes the door to Redis. */
    public RateLimiter(RedisCommands redis) {
        this.redis = redis;
    }

    /**
     * Counts a try.
     *
     * @param counter the key to count under
     * @param limit how many tries a minute are let through; 0 lets all through
     * @return fails with {@link Fault.RateLimited} when that was one too many
     */
    public Future<Void> admit(String counter, int limit) {
        return limit == 0
                ? Future.succeededFuture()
                : redis.run(COUNT, List.of(counter), List.of(Long.toString(WINDOW.toMillis())))
                        .compose(count -> judge(count, limit));
    }

    private static Future<Void> judge(List<String> count, int limit) {
        return Integer.parseInt(count.get(0)) <= limit
                ? Future.succeededFuture()
                : Future.failedFuture(new Fault.RateLimited(Duration.ofMillis(Long.parseLong(count.get(1)))));
    }
}
