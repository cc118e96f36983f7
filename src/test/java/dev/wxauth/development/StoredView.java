package dev.wxauth.development;

import dev.wxauth.identity.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** What stands in Redis, as it stands there: whatever is secret is sealed or hashed. Asked past the tap. */
final class StoredView {
    private static final String ALL = """
            local found = {}
            for _, key in ipairs(redis.call('KEYS', '*')) do
              local isHash = redis.call('TYPE', key).ok == 'hash'
              local value = isHash and redis.call('HGETALL', key) or {'', redis.call('GET', key)}
              found[#found + 1] = {key, redis.call('PTTL', key), value}
            end
            return found
            """;
    private static final int LONGEST = 200;

    private final Redis redis;
    private final String tag;

    /** Looks at this Redis for this user. */
    StoredView(Vertx vertx, String url, UserId user) {
        this.redis = Redis.createClient(vertx, url);
        this.tag = user.tag();
    }

    /** Succeeds with all keys, those of the user being marked; fails when Redis does not answer soon. */
    Future<JsonArray> read() {
        return redis.send(Request.cmd(Command.EVAL).arg(ALL).arg(0))
                .timeout(1, TimeUnit.SECONDS)
                .map(this::entries);
    }

    private JsonArray entries(Response found) {
        return new JsonArray(StreamSupport.stream(found.spliterator(), false)
                .map(this::entry)
                .sorted((a, b) -> a.getString("key").compareTo(b.getString("key")))
                .toList());
    }

    private JsonObject entry(Response entry) {
        String key = entry.get(0).toString();
        return new JsonObject()
                .put("key", key)
                .put("mine", key.contains(tag))
                .put("ttl", entry.get(1).toLong())
                .put("fields", fields(entry.get(2)));
    }

    private static JsonArray fields(Response value) {
        JsonArray fields = new JsonArray();
        for (int i = 0; i + 1 < value.size(); i += 2) {
            fields.add(new JsonArray()
                    .add(value.get(i).toString())
                    .add(brief(value.get(i + 1).toString())));
        }
        return fields;
    }

    private static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
