package dev.wxauth.authentication;

import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.session.UserSession;
import java.util.Optional;

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

    /** The client whose session it is, when it is not the mini program's own. */
    public Optional<String> client() {
        return session.session().client();
    }

    /** The same where it is the mini program's own session; else {@link Fault.InsufficientScope}. What another device may not do asks here. */
    public Bearer requireMiniProgram() {
        if (client().isPresent()) {
            throw Fault.InsufficientScope.ofOtherDevices();
        }
        return this;
    }

    /** The session's id. */
    public String sessionId() {
        return session.session().id();
    }
}
