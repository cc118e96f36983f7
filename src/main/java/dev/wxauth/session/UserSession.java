package dev.wxauth.session;

import dev.wxauth.identity.UserId;
import java.util.List;
import java.util.Optional;

/**
 * A session and whose it is.
 *
 * @param unionid as WeChat last gave it
 * @param roles as they stand now
 */
public record UserSession(UserId user, Optional<String> unionid, List<String> roles, Session session) {
    /** Where it is. */
    public SessionName name() {
        return new SessionName(user.tag(), session.id());
    }
}
