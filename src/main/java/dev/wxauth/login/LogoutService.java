package dev.wxauth.login;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.bearer.Credential;
import dev.wxauth.bearer.CredentialVerifier;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.session.SessionStore;
import dev.wxauth.web.Caller;
import io.vertx.core.Future;
import java.util.Optional;

/** Ends sessions on their owner's behalf. A genuine credential is enough: expired, replaced or dead, it may log out. */
public final class LogoutService {
    private final CredentialVerifier credentials;
    private final SessionStore sessions;
    private final AuditLog audit;

    /** Takes what verifies credentials and what ends sessions. */
    public LogoutService(CredentialVerifier credentials, SessionStore sessions, AuditLog audit) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** Succeeds too when the session is dead already; fails with {@link Fault.InvalidToken} for what is not genuine. */
    Future<Void> logout(LogoutRequest request, Caller caller) {
        return credentials
                .verify(request.credential())
                .map(genuine -> admit(genuine, request))
                .compose(credential -> end(credential, request.everywhere(), caller));
    }

    private static Credential admit(Optional<Credential> genuine, LogoutRequest request) {
        return genuine.filter(credential -> credential instanceof Credential.Key || !request.skeyOnly())
                .orElseThrow(Fault.InvalidToken::refused);
    }

    private Future<Void> end(Credential credential, boolean everywhere, Caller caller) {
        Future<Optional<UserId>> ended = everywhere
                ? sessions.endAll(credential.tag(), credential.sessionId())
                : sessions.end(credential.tag(), credential.sessionId());
        return ended.map(owner -> record(owner, credential.sessionId(), caller))
                .compose(recorded -> sessions.endIsSafe(credential.tag(), credential.sessionId()));
    }

    private Void record(Optional<UserId> owner, String sessionId, Caller caller) {
        owner.ifPresent(user -> audit.record(AuditEvent.LOGOUT, user, sessionId, caller));
        return null;
    }
}
