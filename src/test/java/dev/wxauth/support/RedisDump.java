package dev.wxauth.support;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** Everything that stands in Redis, as a thief of its memory would read it. */
public final class RedisDump {
    private final RedisView redis;

    public RedisDump(RedisView redis) {
        this.redis = redis;
    }

    /** All key names and all values, and every part of a value. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        redis.keys().forEach(key -> add(texts, key));
        return texts;
    }

    private void add(List<String> texts, String key) {
        texts.add(key);
        switch (redis.call("TYPE", key).toString()) {
            case "string" -> texts.add(redis.call("GET", key).toString());
            case "hash" -> addAll(texts, redis.call("HGETALL", key));
            default -> throw new IllegalStateException("a type that nothing here writes");
        }
    }

    private static void addAll(List<String> texts, Response hash) {
        for (String field : hash.getKeys()) {
            texts.add(field);
            texts.add(hash.get(field).toString());
        }
    }
}
