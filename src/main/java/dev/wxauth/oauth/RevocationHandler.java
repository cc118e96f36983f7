package dev.wxauth.oauth;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.bearer.Credential;
import dev.wxauth.bearer.CredentialVerifier;
import dev.wxauth.client.ClientAuthenticator;
import dev.wxauth.identity.UserId;
import dev.wxauth.session.SessionStore;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code POST /auth/revoke} (RFC 7009): ends the whole session; a token that is unknown is revoked already. */
public final class RevocationHandler implements Endpoint {
    private final ClientAuthenticator clients;
    private final CredentialVerifier credentials;
    private final SessionStore sessions;
    private final AuditLog audit;

    /** Takes who may ask, what verifies a token, and what ends its session. */
    public RevocationHandler(
            ClientAuthenticator clients, CredentialVerifier credentials, SessionStore sessions, AuditLog audit) {
        this.clients = clients;
        this.credentials = credentials;
        this.sessions = sessions;
        this.audit = audit;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return clients.require(request.request(), "revoke")
                .compose(client -> RequestReader.form(request, TokenParameter::read))
                .compose(token -> revoke(token, Caller.of(request)))
                .map(done -> Answer.empty(200));
    }

    private Future<Void> revoke(String token, Caller caller) {
        return credentials.verify(token).compose(genuine -> end(genuine, caller));
    }

    private Future<Void> end(Optional<Credential> genuine, Caller caller) {
        return genuine.map(credential -> end(credential, caller)).orElseGet(Future::succeededFuture);
    }

    private Future<Void> end(Credential credential, Caller caller) {
        return sessions.end(credential.tag(), credential.sessionId())
                .map(owner -> record(owner, credential.sessionId(), caller))
                .compose(recorded -> sessions.endIsSafe(credential.tag(), credential.sessionId()));
    }

    private Void record(Optional<UserId> owner, String sessionId, Caller caller) {
        owner.ifPresent(user -> audit.record(AuditEvent.REVOKE, user, sessionId, caller));
        return null;
    }
}
