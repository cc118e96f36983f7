package dev.wxauth.session;

/**
 * What a verified skey says. Everything in it is authenticated by its MAC; whether its session lives is Redis's to say.
 *
 * @param kid the master key it was made under
 * @param tag the user's tag
 * @param sessionId the session
 * @param generation 0 at login, one more with each rotation
 */
public record Skey(String kid, String tag, String sessionId, int generation) {}
