package dev.wxauth.session;

import java.time.Duration;

/**
 * How long a session lives.
 *
 * @param idle without a refresh
 * @param most however often it is refreshed
 */
public record Lifetimes(Duration idle, Duration most) {}
