package dev.wxauth.redis;

import dev.wxauth.observe.RedisMeters;
import dev.wxauth.observe.Troubles;

/**
 * What all connections of a process tell and know of Redis.
 *
 * @param troubles what goes wrong, for people
 * @param meters what is asked and how it ends, in numbers
 * @param clock what time it is there
 */
public record RedisWatch(Troubles troubles, RedisMeters meters, RedisClock clock) {
    /** Knows no time yet. */
    public RedisWatch(Troubles troubles, RedisMeters meters) {
        this(troubles, meters, new RedisClock(meters));
    }
}
