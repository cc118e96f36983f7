package dev.wxauth.authentication;

import dev.wxauth.app.App;
import dev.wxauth.app.Apps;
import dev.wxauth.error.Fault;
import dev.wxauth.session.Session;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.UserSession;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells whether a credential counts now: it is genuine, its time is not over, its session is alive in Redis. Doubt means
 * no; Redis out of reach means neither yes nor no, but {@link Fault.TemporarilyUnavailable}.
 */
public final class BearerAuthenticator {
    private final CredentialVerifier credentials;
    private final SessionStore sessions;
    private final Supplier<Apps> apps;
    private final Duration grace;
    private final InstantSource clock;

    /**
     * Takes what verifies a credential, and where its session is.
     *
     * @param apps those that are served; no credential of another one counts
     * @param grace how long a replaced skey still counts
     */
    public BearerAuthenticator(
            CredentialVerifier credentials,
            SessionStore sessions,
            Supplier<Apps> apps,
            Duration grace,
            InstantSource clock) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.apps = apps;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * Succeeds with the credential and its live session, or with the reason why it does not count now; the request is told which
     * app it is of. Fails with {@link Fault.TemporarilyUnavailable}.
     */
    public Future<Judged<Bearer>> judge(String text, Request request) {
        return credentials.judge(text, request).compose(judged -> withSession(judged, request));
    }

    private Future<Judged<Bearer>> withSession(Judged<Credential> judged, Request request) {
        return judged.then(genuine -> withSession(genuine, request));
    }

    /**
     * Succeeds with who asks, by the Authorization header; fails with {@link Fault.InvalidToken} when that does not count, and
     * with {@link Fault.TemporarilyUnavailable}.
     */
    Future<Bearer> require(Request request) {
        return Future.succeededFuture(request)
                .map(BearerAuthenticator::credential)
                .compose(text -> require(text, request));
    }

    /** Succeeds with who asks by this credential; fails with {@link Fault.InvalidToken} when that does not count, as {@link #judge} does. */
    public Future<Bearer> require(String text, Request request) {
        return judge(text, request).map(Judged::require);
    }

    private static String credential(Request request) {
        return request.bearer().orElseThrow(Fault.InvalidToken::missing);
    }

    private boolean isInTime(Credential credential) {
        return !(credential instanceof Credential.OfToken access)
                || !access.token().isExpired(clock.instant());
    }

    private Future<Judged<Bearer>> withSession(Credential genuine, Request request) {
        return isInTime(genuine)
                ? sessions.find(genuine.tag(), genuine.sessionId())
                        .map(session -> noted(session, request))
                        .map(session -> bearer(genuine, session))
                : Future.succeededFuture(Judged.bad(Standing.EXPIRED));
    }

    private static Optional<UserSession> noted(Optional<UserSession> session, Request request) {
        session.ifPresent(owned -> request.isAbout(owned.user().appid()));
        return session;
    }

    private Judged<Bearer> bearer(Credential credential, Optional<UserSession> session) {
        return session.map(owned -> bearer(credential, owned)).orElseGet(() -> Judged.bad(Standing.ENDED));
    }

    private Judged<Bearer> bearer(Credential credential, UserSession owned) {
        Optional<App> app = apps.get().find(owned.user().appid());
        if (app.isEmpty()) {
            return Judged.bad(Standing.FOREIGN);
        }
        return isCurrent(credential, owned.session())
                ? Judged.good(new Bearer(credential, owned, app.get()))
                : Judged.bad(Standing.ENDED);
    }

    private boolean isCurrent(Credential credential, Session session) {
        if (!(credential instanceof Credential.OfSkey held)) {
            return true;
        }
        int behind = session.generation() - held.skey().generation();
        return behind <= 0 || (behind == 1 && isInGrace(session));
    }

    /**
     * A replaced skey counts until the grace of its replacement is over. A replacement that lies further ahead than that was
     * timed by a Redis whose clock has been set back since.
     */
    private boolean isInGrace(Session session) {
        Duration since = Duration.between(session.rotatedAt(), clock.instant());
        return since.abs().compareTo(grace) <= 0;
    }
}
