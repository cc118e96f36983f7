package dev.wxauth.login;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.authentication.Credential;
import dev.wxauth.authentication.CredentialVerifier;
import dev.wxauth.error.Fault;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.UserSession;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import java.util.Optional;

/** Ends sessions on their owner's behalf. A genuine credential is enough: expired, replaced or dead, it may log out. */
final class LogoutService {
    private final CredentialVerifier credentials;
    private final SessionStore sessions;
    private final Revocation revocation;

    LogoutService(CredentialVerifier credentials, SessionStore sessions, Revocation revocation) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.revocation = revocation;
    }

    /**
     * Succeeds with whether the session was alive; fails with {@link Fault.InvalidToken} for what is not genuine, and with
     * {@link Fault.TemporarilyUnavailable} when the session may live on. What another device's session may not do is
     * {@link Fault.InsufficientScope}.
     */
    Future<Boolean> logout(LogoutRequest logout, Request request) {
        return credentials
                .verify(logout.credential(), request)
                .map(genuine -> admit(genuine, logout))
                .compose(credential -> end(credential, logout.everywhere(), request));
    }

    private static Credential admit(Optional<Credential> genuine, LogoutRequest logout) {
        return genuine.filter(credential -> credential instanceof Credential.OfSkey || !logout.skeyOnly())
                .orElseThrow(Fault.InvalidToken::refused);
    }

    /** A session that is not there ends nothing, whosever it was. */
    private static Optional<UserSession> requireOwnDevice(Optional<UserSession> session) {
        session.ifPresent(owned -> owned.session().requireOwnDevice());
        return session;
    }

    private Future<Boolean> end(Credential credential, boolean everywhere, Request request) {
        return everywhere
                ? sessions.find(credential.tag(), credential.sessionId())
                        .map(LogoutService::requireOwnDevice)
                        .compose(may -> revocation.endEverywhere(credential.session(), AuditEvent.LOGOUT, request))
                : revocation.end(credential.session(), AuditEvent.LOGOUT, request);
    }
}
