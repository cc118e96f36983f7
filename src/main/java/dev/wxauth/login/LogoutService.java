package dev.wxauth.login;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.authentication.Credential;
import dev.wxauth.authentication.CredentialVerifier;
import dev.wxauth.error.Fault;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.web.Caller;
import io.vertx.core.Future;
import java.util.Optional;

/** Ends sessions on their owner's behalf. A genuine credential is enough: expired, replaced or dead, it may log out. */
final class LogoutService {
    private final CredentialVerifier credentials;
    private final Revocation revocation;

    LogoutService(CredentialVerifier credentials, Revocation revocation) {
        this.credentials = credentials;
        this.revocation = revocation;
    }

    /**
     * Succeeds with whether the session was alive; fails with {@link Fault.InvalidToken} for what is not genuine, and with
     * {@link Fault.TemporarilyUnavailable} when the session may live on.
     */
    Future<Boolean> logout(LogoutRequest request, Caller caller) {
        return credentials
                .verify(request.credential())
                .map(genuine -> admit(genuine, request))
                .compose(credential -> end(credential, request.everywhere(), caller));
    }

    private static Credential admit(Optional<Credential> genuine, LogoutRequest request) {
        return genuine.filter(credential -> credential instanceof Credential.OfSkey || !request.skeyOnly())
                .orElseThrow(Fault.InvalidToken::refused);
    }

    private Future<Boolean> end(Credential credential, boolean everywhere, Caller caller) {
        return everywhere
                ? revocation.endEverywhere(credential.session(), AuditEvent.LOGOUT, caller)
                : revocation.end(credential.session(), AuditEvent.LOGOUT, caller);
    }
}
