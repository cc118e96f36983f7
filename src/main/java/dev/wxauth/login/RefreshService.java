package dev.wxauth.login;

import dev.wxauth.app.Apps;
import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.authentication.CredentialVerifier;
import dev.wxauth.error.Fault;
import dev.wxauth.observe.Counts;
import dev.wxauth.observe.Meters;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.session.Refresh;
import dev.wxauth.session.RefreshRequest;
import dev.wxauth.session.SessionName;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.Skey;
import dev.wxauth.session.UserSession;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/** Refreshes a session. Needs neither WeChat nor the session_key. */
public final class RefreshService {
    private final CredentialVerifier credentials;
    private final SessionStore sessions;
    private final Supplier<Apps> apps;
    private final SessionTokens tokens;
    private final Revocation revocation;
    private final AuditLog audit;
    private final Counts<Result> counts;

    /** What came of a refresh, for metrics. */
    private enum Result {
        ROTATED,
        UNCHANGED,
        FORGIVEN,
        REUSED,
        REFUSED
    }

    /** Takes the steps of a refresh, and the apps that are served. */
    public RefreshService(
            CredentialVerifier credentials,
            SessionStore sessions,
            Supplier<Apps> apps,
            SessionTokens tokens,
            Revocation revocation,
            AuditLog audit,
            Meters meters) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.apps = apps;
        this.tokens = tokens;
        this.revocation = revocation;
        this.audit = audit;
        this.counts = meters.refreshes(Result.class);
    }

    /**
     * Succeeds with the contract's login object; fails with {@link Fault.InvalidGrant} when the skey is not good, and with
     * {@link Fault.TemporarilyUnavailable}.
     */
    Future<JsonObject> refresh(SentSkey sent, Request request) {
        return renew(sent, Optional.empty(), request).map(tokens::present);
    }

    /** Succeeds with the token endpoint's answer to a client, whose own the session must be; fails as {@link #refresh} does. */
    Future<JsonObject> refreshForClient(SentSkey sent, String client, Request request) {
        return renew(sent, Optional.of(client), request).map(tokens::presentToClient);
    }

    private Future<LoginAnswer> renew(SentSkey sent, Optional<String> client, Request request) {
        return credentials
                .verifySkey(sent.text())
                .map(genuine -> refreshment(genuine, sent.idempotencyKey(), client))
                .compose(refreshment -> tokens.ready().map(refreshment))
                .compose(refreshment -> refresh(refreshment, request))
                .compose(tokens::issue);
    }

    private RefreshRequest refreshment(
            Optional<Skey> genuine, Optional<String> idempotencyKey, Optional<String> client) {
        Skey skey = genuine.orElseThrow(() -> ended(Result.REFUSED));
        return new RefreshRequest(
                skey, idempotencyKey, client, apps.get().secrets().keySet());
    }

    private Future<UserSession> refresh(RefreshRequest refreshment, Request request) {
        return sessions.refresh(refreshment).compose(refresh -> judge(refresh, refreshment.skey(), request));
    }

    private Future<UserSession> judge(Refresh refresh, Skey skey, Request request) {
        if (refresh instanceof Refresh.Renewed renewed) {
            counts.add(result(renewed.way()));
            return Future.succeededFuture(record(renewed.session(), request));
        }
        if (refresh instanceof Refresh.Foreign) {
            return Future.failedFuture(ended(Result.REFUSED));
        }
        // What was found counts, also when its end is not safe in time.
        Fault ended = ended(refresh instanceof Refresh.Reused ? Result.REUSED : Result.REFUSED);
        Future<Void> safelyEnded = refresh instanceof Refresh.Reused reused
                ? revocation.endedByReuse(reused.session(), request)
                : revocation.endedBefore(new SessionName(skey.tag(), skey.sessionId()));
        return safelyEnded.compose(safe -> Future.failedFuture(ended));
    }

    private static Result result(Refresh.Way way) {
        return switch (way) {
            case ROTATED -> Result.ROTATED;
            case UNCHANGED -> Result.UNCHANGED;
            case FORGIVEN -> Result.FORGIVEN;
        };
    }

    private UserSession record(UserSession session, Request request) {
        request.isAbout(session.user().appid());
        audit.record(AuditEvent.REFRESH, session.user(), session.session().id(), request.caller());
        return session;
    }

    private Fault ended(Result result) {
        counts.add(result);
        return new Fault.InvalidGrant("The skey is not valid any more: log in again with a new code.");
    }
}
