package dev.wxauth.session;

/**
 * Where a session is, alive or not.
 *
 * @param tag the tag of the user whose it is
 * @param id its id
 */
public record SessionName(String tag, String id) {}
