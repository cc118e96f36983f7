package dev.wxauth.redis;

import dev.wxauth.observe.RedisMeters;

/**
 * What is told of Redis, by all connections of a process.
 *
 * @param troubles what goes wrong, for people
 * @param meters what is asked and how it ends, in numbers
 */
public record RedisWatch(RedisTroubles troubles, RedisMeters meters) {}
