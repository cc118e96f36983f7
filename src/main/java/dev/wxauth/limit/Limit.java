package dev.wxauth.limit;

/**
 * How often one may try something.
 *
 * @param name what is tried; it tells the counters of one user apart
 * @param key who is counted: an address, or a user's tag
 * @param perMinute how many tries a minute are let through
 */
record Limit(String name, String key, int perMinute) {}
