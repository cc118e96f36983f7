package dev.wxauth.support;

import java.time.Instant;

/** A user's session_keys as they stand in Redis, to be looked at and tampered with. */
public final class StoredSessionKeys {
    private static final int SEALED = 0;
    private static final int BEFORE = 3;
    private static final int BEFORE_UNTIL = 4;

    private final RedisView redis;
    private final String key;

    /** Looks into this Redis for those of the user with that tag. */
    public StoredSessionKeys(RedisView redis, String tag) {
        this.redis = redis;
        this.key = "wxauth:{" + tag + "}:k";
    }

    /** Its name in Redis. */
    public String key() {
        return key;
    }

    /** All of it. */
    public String text() {
        return redis.call("GET", key).toString();
    }

    /** The newest key, sealed. */
    public String newest() {
        return parts()[SEALED];
    }

    /** The key before it, sealed, or null. */
    public String before() {
        return parts().length > BEFORE ? parts()[BEFORE] : null;
    }

    /** When the key before ends. */
    public Instant beforeUntil() {
        return Instant.ofEpochMilli(Long.parseLong(parts()[BEFORE_UNTIL]));
    }

    /** Puts another end in its place. */
    public void endBefore(Instant until) {
        String[] parts = parts();
        parts[BEFORE_UNTIL] = Long.toString(until.toEpochMilli());
        redis.call("SET", key, String.join(" ", parts), "KEEPTTL");
    }

    private String[] parts() {
        return text().split(" ", -1);
    }
}
