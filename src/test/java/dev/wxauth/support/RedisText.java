package dev.wxauth.support;

import io.vertx.redis.client.Response;

/** All of Redis as one text, to look for what must not stand in it. */
public final class RedisText {
    private RedisText() {}

    /** Names and values of all keys that begin with {@code wxauth:}. */
    public static String dump(RedisView redis) {
        return dump(redis, "wxauth:");
    }

    /** Names and values of the keys that begin so. */
    public static String dump(RedisView redis, String start) {
        StringBuilder text = new StringBuilder();
        redis.keys().stream()
                .filter(key -> key.startsWith(start))
                .forEach(key ->
                        text.append(key).append('\n').append(value(redis, key)).append('\n'));
        return text.toString();
    }

    private static Response value(RedisView redis, String key) {
        String type = redis.call("TYPE", key).toString();
        return switch (type) {
            case "string" -> redis.call("GET", key);
            case "hash" -> redis.call("HGETALL", key);
            default -> throw new IllegalStateException("nobody here makes a " + type);
        };
    }
}
