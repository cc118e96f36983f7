package dev.wxauth.admin;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.error.Fault;
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
        return access.requireNamed(request.request(), "users:write").compose(user -> end(user, Caller.of(request)));
    }

    private Future<Answer> end(UserId user, Caller caller) {
        return sessions.endAll(user.tag())
                .map(left -> record(left, user, caller))
                .compose(ended -> sessions.endIsSafe(user.tag()))
                .map(safe -> Answer.noContent());
    }

    private Void record(boolean left, UserId user, Caller caller) {
        if (!left) {
            throw new Fault.NotFound("There is no such user.");
        }
        audit.record(AuditEvent.REVOKE, user, caller);
        return null;
    }
}
