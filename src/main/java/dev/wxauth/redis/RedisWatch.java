package dev.wxauth.redis;

import dev.wxauth.observe.RedisMeters;
import dev.wxauth.observe.Troubles;

/**
 * What is told of Redis, by all connections of a process.
 *
 * @param troubles what goes wrong, for people
 * @param meters what is asked and how it ends, in numbers
 */
public record RedisWatch(Troubles troubles, RedisMeters meters) {}
