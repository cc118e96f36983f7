package dev.wxauth.bearer;

import dev.wxauth.session.UserSession;

/**
 * Who asks: a genuine credential and the live session behind it.
 *
 * @param credential what was presented
 * @param session as it stands in Redis now
 */
public record Bearer(Credential credential, UserSession session) {}
