package dev.wxauth.authentication;

import dev.wxauth.app.App;
import dev.wxauth.identity.Person;
import dev.wxauth.identity.UserId;
import dev.wxauth.session.UserSession;
import java.util.Optional;

/**
 * Who asks: a genuine credential and the live session behind it.
 *
 * @param credential what was presented
 * @param session as it stands in Redis now
 * @param app whose session it is
 */
public record Bearer(Credential credential, UserSession session, App app) {
    /** Whose session it is. */
    public UserId user() {
        return session.user();
    }

    /** The client whose session it is, when it is not the app's own. */
    public Optional<String> client() {
        return session.session().client();
    }

    /** The same where it is the app's own session; else throws as {@link dev.wxauth.session.Session#requireOwnDevice}. */
    public Bearer requireOwnDevice() {
        session.session().requireOwnDevice();
        return this;
    }

    /** Who that is over all apps of an Open Platform account, if that is known. */
    public Optional<Person> person() {
        return app.person(session.unionid());
    }

    /** The session's id. */
    public String sessionId() {
        return session.session().id();
    }
}
