package dev.wxauth.support;

import dev.wxauth.grant.Ticket;
import io.vertx.redis.client.Response;
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
        return "wxauth:device:{" + new Ticket(device.ticket()).requestId() + "}";
    }

    /** The key of the mark that its last poll left. */
    public static String mark(Device device) {
        return key(device) + ":poll";
    }

    /** Lets time pass for one request: its end and its last poll move into the past. */
    public void age(Device device, Duration by) {
        ageMark(device, by);
        for (String time : new String[] {"e", "p", "h"}) {
            if (redis.call("HEXISTS", key(device), time).toInteger() == 1) {
                redis.call("HINCRBY", key(device), time, Long.toString(-by.toMillis()));
            }
        }
    }

    private void ageMark(Device device, Duration by) {
        Response mark = redis.call("GET", mark(device));
        if (mark == null) {
            return;
        }
        long left = redis.call("PTTL", mark(device)).toLong() - by.toMillis();
        if (left <= 0) {
            redis.call("DEL", mark(device));
            return;
        }
        String[] parts = mark.toString().split(" ", 2);
        parts[0] = Long.toString(Math.max(0, Long.parseLong(parts[0]) - by.toMillis()));
        redis.call("SET", mark(device), String.join(" ", parts), "PX", Long.toString(left));
    }

    /** How long its device waits between two polls by now. */
    public Duration interval(Device device) {
        return Duration.ofMillis(redis.call("HGET", key(device), "i").toLong());
    }

    /** How long it is remembered. */
    public Duration remembered(Device device) {
        return Duration.ofMillis(redis.call("PTTL", key(device)).toLong());
    }

    /** Forgets it, as Redis does in the end. */
    public void forget(Device device) {
        redis.call("DEL", key(device), mark(device));
    }
}
