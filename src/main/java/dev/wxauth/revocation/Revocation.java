package dev.wxauth.revocation;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.session.Begun;
import dev.wxauth.session.SessionName;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.UserSession;
import dev.wxauth.user.UserStore;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Ends sessions, and tells so, once at most, in the audit trail and the request of which app they were: where Redis' answer
 * is lost, the session has ended and nobody knows it. Nothing here succeeds before what was ended is safe: as many replicas
 * know of it as are waited for.
 *
 * <p>Every method fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach, or when too few replicas have
 * the end in time; it has ended all the same then, and a repeat succeeds once they have.
 */
public final class Revocation {
    private final SessionStore sessions;
    private final UserStore users;
    private final AuditLog audit;

    /** Takes where sessions and users are, and where their ends are told. */
    public Revocation(SessionStore sessions, UserStore users, AuditLog audit) {
        this.sessions = sessions;
        this.users = users;
        this.audit = audit;
    }

    /** Ends one session. Succeeds with whether there was one. */
    public Future<Boolean> end(SessionName session, AuditEvent event, Request request) {
        return sessions.end(session.tag(), session.id())
                .map(owner -> record(owner, session, event, request))
                .compose(ended -> safe(session, ended));
    }

    /** Ends all sessions of the user who has this one, if it is alive. Succeeds with whether it was. */
    public Future<Boolean> endEverywhere(SessionName session, AuditEvent event, Request request) {
        return sessions.endAll(session.tag(), session.id())
                .map(owner -> record(owner, session, event, request))
                .compose(ended -> safe(session, ended));
    }

    private boolean record(Optional<UserId> owner, SessionName session, AuditEvent event, Request request) {
        owner.ifPresent(user -> record(event, user, session.id(), request));
        return owner.isPresent();
    }

    private void record(AuditEvent event, UserId user, String sessionId, Request request) {
        request.isAbout(user.appid());
        audit.record(event, user, sessionId, request.caller());
    }

    private Future<Boolean> safe(SessionName session, boolean ended) {
        return sessions.endIsSafe(session.tag(), session.id()).map(ended);
    }

    /**
     * Ends all sessions of a user, by a service. Fails with {@link Fault.NotFound} when nothing is left of the user, which
     * must be as safe as the end itself: it may be the repeat of one that was not.
     */
    public Future<Void> endAll(UserId user, Request request) {
        return sessions.endAll(user.tag())
                .map(left -> record(left, AuditEvent.REVOKE, user, request))
                .compose(left -> safe(user, left));
    }

    /** Erases a user and all that is theirs. Fails as {@link #endAll} does. */
    public Future<Void> erase(UserId user, Request request) {
        return users.erase(user)
                .map(left -> record(left, AuditEvent.ERASED, user, request))
                .compose(left -> safe(user, left));
    }

    private boolean record(boolean left, AuditEvent event, UserId user, Request request) {
        if (left) {
            request.isAbout(user.appid());
            audit.record(event, user, request.caller());
        }
        return left;
    }

    private Future<Void> safe(UserId user, boolean left) {
        return sessions.endIsSafe(user.tag()).map(safe -> requireLeft(left));
    }

    private static Void requireLeft(boolean left) {
        if (!left) {
            throw new Fault.NotFound("There is no such user.");
        }
        return null;
    }

    /** Succeeds when it is safe that a session was ended by the refresh which found an skey of it reused. */
    public Future<Void> endedByReuse(UserSession session, Request request) {
        record(AuditEvent.REUSE_DETECTED, session.user(), session.session().id(), request);
        return endedBefore(session.name());
    }

    /** Tells of the sessions that have given way to a new one: no end that anybody asked for, so nobody waits until it is safe. */
    public Begun gaveWay(Begun begun, Caller caller) {
        UserId user = begun.session().user();
        begun.evicted().forEach(id -> audit.record(AuditEvent.SESSION_EVICTED, user, id, caller));
        return begun;
    }

    /** Succeeds when it is safe that a session, found to have ended already, has. */
    public Future<Void> endedBefore(SessionName session) {
        return sessions.endIsSafe(session.tag(), session.id());
    }
}
