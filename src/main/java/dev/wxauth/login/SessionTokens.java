package dev.wxauth.login;

import dev.wxauth.app.Apps;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.Person;
import dev.wxauth.rotation.KeyLookup;
import dev.wxauth.session.Session;
import dev.wxauth.session.Skey;
import dev.wxauth.session.SkeyCodec;
import dev.wxauth.session.UserSession;
import dev.wxauth.token.TokenIssuer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes what login and refresh answer with. */
public final class SessionTokens {
    private final TokenIssuer issuer;
    private final SkeyCodec skeys;
    private final KeyLookup keys;
    private final Supplier<Apps> apps;
    private final InstantSource clock;

    /**
     * Takes what makes each kind of token, what looks for the key of an skey that another pod made, and what tells whose apps are
     * bound together.
     */
    public SessionTokens(
            TokenIssuer issuer, SkeyCodec skeys, KeyLookup keys, Supplier<Apps> apps, InstantSource clock) {
        this.issuer = issuer;
        this.skeys = skeys;
        this.keys = keys;
        this.apps = apps;
        this.clock = clock;
    }

    /**
     * Succeeds when tokens can be made now. Fails with {@link Fault.TemporarilyUnavailable} while nobody knows which key signs:
     * then nothing must be spent or changed for them.
     */
    Future<Void> ready() {
        return Future.succeededFuture().map(asked -> issuer.signingKid()).mapEmpty();
    }

    /**
     * Succeeds with tokens for a session as it stands. Fails with {@link Fault.InvalidGrant} when the master key was removed under
     * which its skey was made, and nobody can tell that skey any more; and as {@link #ready} does.
     */
    Future<LoginAnswer> issue(UserSession owned) {
        return keys.find(() -> Optional.of(tokens(owned))).map(made -> made.orElseThrow(SessionTokens::untellable));
    }

    private static Fault untellable() {
        return new Fault.InvalidGrant("The skey's master key was removed: log in again with a new code.");
    }

    private LoginAnswer tokens(UserSession owned) {
        Session session = owned.session();
        TokenIssuer.Issued access = issuer.issue(new TokenIssuer.Subject(
                owned.user(), session.client(), session.id(), owned.roles(), session.expiresAt()));
        return new LoginAnswer(
                access.text(),
                accessUntil(access, session),
                skey(owned),
                session.expiresAt(),
                session.id(),
                owned.user(),
                owned.unionid(),
                apps.get().person(owned.user(), owned.unionid()).map(Person::id));
    }

    /** A token's times are whole seconds; rounding must not make it outlive its session. */
    private Instant accessUntil(TokenIssuer.Issued access, Session session) {
        Instant end = clock.instant().plus(access.lifetime());
        return end.isBefore(session.expiresAt()) ? end : session.expiresAt();
    }

    /** What the client sees of them now. */
    JsonObject present(LoginAnswer answer) {
        return answer.toClient(clock.instant());
    }

    /** What another device's client sees of them now. */
    JsonObject presentToClient(LoginAnswer answer) {
        return answer.toOauth(clock.instant());
    }

    /** The skey of the session's generation, under the master key of that generation: the same on every pod. */
    private String skey(UserSession owned) {
        Session session = owned.session();
        return skeys.write(new Skey(session.kid(), owned.user().tag(), session.id(), session.generation()));
    }
}
