package dev.wxauth.authentication;

import dev.wxauth.identity.UserId;
import dev.wxauth.session.UserSession;

/**
 * Who asks: a genuine credential and the live session behind it.
 *
 * @param credential what was presented
 * @param session as it stands in Redis now
 */
public record Bearer(Credential credential, UserSession session) {
    /** Whose session it is. */
    public UserId user() {
        return session.user();
    }

    /** The session's id. */
    public String sessionId() {
        return session.session().id();
    }
}
