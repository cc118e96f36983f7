package dev.wxauth.support;

import dev.wxauth.grant.Ticket;
import java.time.Duration;

/** Requests of other devices as they stand in Redis, to be looked at and tampered with. */
public final class StoredRequests {
    private final RedisView redis;

    /** Looks into this Redis. */
    public StoredRequests(RedisView redis) {
        this.redis = redis;
    }

    /** The request's key. */
    public static String key(Device device) {
        return "wxauth:device:" + new Ticket(device.ticket()).requestId();
    }

    /** Lets time pass for one request: its end and its last poll move into the past. */
    public void age(Device device, Duration by) {
        for (String time : new String[] {"e", "p"}) {
            if (redis.call("HEXISTS", key(device), time).toInteger() == 1) {
                redis.call("HINCRBY", key(device), time, Long.toString(-by.toMillis()));
            }
        }
    }

    /** How long it is remembered. */
    public Duration remembered(Device device) {
        return Duration.ofMillis(redis.call("PTTL", key(device)).toLong());
    }

    /** Forgets it, as Redis does in the end. */
    public void forget(Device device) {
        redis.call("DEL", key(device));
    }
}
