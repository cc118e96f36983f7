package dev.wxauth.bearer;

import dev.wxauth.error.Fault;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.SkeyCodec;
import dev.wxauth.session.UserSession;
import dev.wxauth.token.TokenVerifier;
import dev.wxauth.web.BearerCredential;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tells whether a credential counts now: it is genuine, its time is not over, its session is alive in Redis. Doubt means
 * no; Redis out of reach means neither yes nor no, but {@link Fault.TemporarilyUnavailable}.
 */
public final class BearerAuthenticator {
    private final TokenVerifier tokens;
    private final SkeyCodec skeys;
    private final SessionStore sessions;
    private final Duration grace;
    private final InstantSource clock;

    /**
     * Takes what verifies each kind of credential.
     *
     * @param grace how long a replaced skey still counts
     */
    public BearerAuthenticator(
            TokenVerifier tokens, SkeyCodec skeys, SessionStore sessions, Duration grace, InstantSource clock) {
        this.tokens = tokens;
        this.skeys = skeys;
        this.sessions = sessions;
        this.grace = grace;
        this.clock = clock;
    }

    /** A genuine credential, expired or not, whose session may be dead; empty when its signature or MAC does not hold. */
    public Optional<Credential> verify(String text) {
        return text.indexOf('.') >= 0
                ? tokens.verify(text).map(Credential.Access::new)
                : skeys.read(text).map(Credential.Key::new);
    }

    /** The credential and its live session, or empty when it does not count now, whatever the reason. */
    public Future<Optional<Bearer>> find(String text) {
        return verify(text)
                .filter(this::isInTime)
                .map(this::withSession)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** Who asks, by the Authorization header; fails with {@link Fault.InvalidToken} when that does not count. */
    public Future<Bearer> require(HttpServerRequest request) {
        return Future.succeededFuture(request)
                .map(BearerAuthenticator::credential)
                .compose(this::find)
                .map(found -> found.orElseThrow(Fault.InvalidToken::refused));
    }

    private static String credential(HttpServerRequest request) {
        return BearerCredential.find(request).orElseThrow(Fault.InvalidToken::missing);
    }

    private boolean isInTime(Credential credential) {
        return !(credential instanceof Credential.Access access)
                || !access.token().isExpired(clock.instant());
    }

    private Future<Optional<Bearer>> withSession(Credential credential) {
        return sessions.find(credential.tag(), credential.sessionId())
                .map(found -> found.filter(session -> isCurrent(credential, session))
                        .map(session -> new Bearer(credential, session)));
    }

    /** A replaced skey counts until the grace of its replacement is over. */
    private boolean isCurrent(Credential credential, UserSession session) {
        if (!(credential instanceof Credential.Key key)) {
            return true;
        }
        int behind = session.session().generation() - key.skey().generation();
        boolean inGrace = !clock.instant().isAfter(session.session().rotatedAt().plus(grace));
        return behind <= 0 || (behind == 1 && inGrace);
    }
}
