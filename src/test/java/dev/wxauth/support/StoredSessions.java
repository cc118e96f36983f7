package dev.wxauth.support;

import dev.wxauth.identity.UserId;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.time.Duration;

/**
 * Sessions as they stand in Redis, to be looked at and tampered with. A login is the object that the service answered
 * with.
 */
public final class StoredSessions {
    private static final String AGE = """
            local created, rest = redis.call('HGET', KEYS[1], ARGV[1]):match('^(%x+)(.*)$')
            created = tonumber(created, 16) - tonumber(ARGV[2])
            return redis.call('HSET', KEYS[1], ARGV[1], string.format('%x', created) .. rest)
            """;

    private static final int HEX = 16;

    private final RedisView redis;

    /** Looks into this Redis. */
    public StoredSessions(RedisView redis) {
        this.redis = redis;
    }

    /** The hash of the user's sessions. */
    public static String key(JsonObject login) {
        return key(TestSettings.APPID, login);
    }

    private static String key(String appid, JsonObject login) {
        return "wxauth:{" + new UserId(appid, login.getString("openid")).tag() + "}:s";
    }

    /** The session's text, or null. */
    public String text(JsonObject login) {
        return textAt(TestSettings.APPID, login);
    }

    /** The text of a session of that app, or null. */
    public String textAt(String appid, JsonObject login) {
        Response text = redis.call("HGET", key(appid, login), login.getString("session_id"));
        return text == null ? null : text.toString();
    }

    /** Puts a text in the session's place. */
    public void put(JsonObject login, String text) {
        redis.call("HSET", key(login), login.getString("session_id"), text);
    }

    /** The generation of the current skey. */
    public int generation(JsonObject login) {
        String[] times = text(login).split(" ", 2)[0].split(",", -1);
        return times.length > 2 ? Integer.parseInt(times[3], HEX) : 0;
    }

    /** Lets time pass for one session: all its times move into the past, as they are told from its beginning on. */
    public void age(JsonObject login, Duration by) {
        redis.call("EVAL", AGE, "1", key(login), login.getString("session_id"), Long.toString(by.toMillis()));
    }
}
