package dev.wxauth.login;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.error.Fault;
import dev.wxauth.session.Refresh;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.SkeyCodec;
import dev.wxauth.session.UserSession;
import dev.wxauth.web.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Refreshes a session. Needs neither WeChat nor the session_key. */
public final class RefreshService {
    private final SkeyCodec skeys;
    private final SessionStore sessions;
    private final SessionTokens tokens;
    private final AuditLog audit;

    /** Takes the steps of a refresh. */
    public RefreshService(SkeyCodec skeys, SessionStore sessions, SessionTokens tokens, AuditLog audit) {
        this.skeys = skeys;
        this.sessions = sessions;
        this.tokens = tokens;
        this.audit = audit;
    }

    /** The contract's login object; fails with {@link Fault.InvalidGrant} when the skey is not good. */
    Future<JsonObject> refresh(String text, Caller caller) {
        return skeys.read(text)
                .map(sessions::refresh)
                .orElseGet(() -> Future.failedFuture(ended()))
                .map(refresh -> judge(refresh, caller))
                .map(tokens::issue)
                .map(tokens::present);
    }

    private UserSession judge(Refresh refresh, Caller caller) {
        if (refresh instanceof Refresh.Renewed renewed) {
            return record(AuditEvent.REFRESH, renewed.session(), caller);
        }
        if (refresh instanceof Refresh.Reused reused) {
            record(AuditEvent.REUSE_DETECTED, reused.session(), caller);
        }
        throw ended();
    }

    private UserSession record(AuditEvent event, UserSession session, Caller caller) {
        audit.record(event, session.user(), session.session().id(), caller);
        return session;
    }

    private static Fault ended() {
        return new Fault.InvalidGrant("The skey is not valid any more: log in again with a new code.");
    }
}
