package dev.wxauth.admin;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.identity.UserId;
import dev.wxauth.session.SessionStore;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Endpoint;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code DELETE /auth/users/:appid/:openid/sessions}: logs the user out everywhere. */
public final class UserSessionsHandler implements Endpoint {
    private final UserAccess access;
    private final SessionStore sessions;
    private final AuditLog audit;

    /** Takes who may ask, and where sessions are. */
    public UserSessionsHandler(UserAccess access, SessionStore sessions, AuditLog audit) {
        this.access = access;
        this.sessions = sessions;
        this.audit = audit;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return access.require(request.request(), "users:write")
                .compose(user -> sessions.endAll(user.id().tag()).map(user.id()))
                .map(user -> ended(user, Caller.of(request)));
    }

    private Answer ended(UserId user, Caller caller) {
        audit.record(AuditEvent.REVOKE, user, caller);
        return Answer.noContent();
    }
}
