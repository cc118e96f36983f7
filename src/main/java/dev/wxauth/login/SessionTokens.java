package dev.wxauth.login;

import dev.wxauth.error.Fault;
import dev.wxauth.rotation.KeyLookup;
import dev.wxauth.session.Session;
import dev.wxauth.session.Skey;
import dev.wxauth.session.SkeyCodec;
import dev.wxauth.session.UserSession;
import dev.wxauth.token.TokenIssuer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;

/** The object that login and refresh answer with: an access token, the session's skey, and whose they are. */
public final class SessionTokens {
    /** Members that are kept with an answer and not shown: what it needs to tell the seconds left. */
    static final String APPID = "_appid";

    private static final String ACCESS_UNTIL = "_access_until";
    private static final String SKEY_UNTIL = "_skey_until";

    private final TokenIssuer issuer;
    private final SkeyCodec skeys;
    private final KeyLookup keys;
    private final InstantSource clock;

    /** Takes what makes each kind of token, and what looks for the key of an skey that another pod made. */
    public SessionTokens(TokenIssuer issuer, SkeyCodec skeys, KeyLookup keys, InstantSource clock) {
        this.issuer = issuer;
        this.skeys = skeys;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Makes tokens for a session as it stands. Fails with {@link Fault.InvalidGrant} when the master key was removed under
     * which its skey was made, and nobody can tell that skey any more.
     */
    Future<JsonObject> issue(UserSession owned) {
        return keys.find(() -> Optional.of(tokens(owned))).map(made -> made.orElseThrow(SessionTokens::untellable));
    }

    private static Fault untellable() {
        return new Fault.InvalidGrant("The skey's master key was removed: log in again with a new code.");
    }

    private JsonObject tokens(UserSession owned) {
        Session session = owned.session();
        TokenIssuer.Issued access = issuer.issue(owned.user(), session.id(), owned.roles(), session.expiresAt());
        JsonObject tokens = new JsonObject()
                .put("token_type", "Bearer")
                .put("access_token", access.text())
                .put("skey", skey(owned))
                .put("session_id", session.id())
                .put("openid", owned.user().openid())
                .put(APPID, owned.user().appid())
                .put(ACCESS_UNTIL, accessUntil(access, session))
                .put(SKEY_UNTIL, session.expiresAt().toEpochMilli());
        owned.unionid().ifPresent(unionid -> tokens.put("unionid", unionid));
        return tokens;
    }

    /** A token's times are whole seconds; rounding must not make it outlive its session. */
    private long accessUntil(TokenIssuer.Issued access, Session session) {
        return Math.min(
                clock.millis() + access.lifetime().toMillis(),
                session.expiresAt().toEpochMilli());
    }

    /** What the client sees of them now. */
    JsonObject present(JsonObject tokens) {
        JsonObject shown = tokens.copy()
                .put("expires_in", secondsUntil(tokens.getLong(ACCESS_UNTIL)))
                .put("skey_expires_in", secondsUntil(tokens.getLong(SKEY_UNTIL)));
        shown.remove(APPID);
        shown.remove(ACCESS_UNTIL);
        shown.remove(SKEY_UNTIL);
        return shown;
    }

    private long secondsUntil(long millis) {
        return Math.max(0, (millis - clock.millis() + 500) / 1000);
    }

    /** The skey of the session's generation, under the master key of that generation: the same on every pod. */
    private String skey(UserSession owned) {
        Session session = owned.session();
        return skeys.write(new Skey(session.kid(), owned.user().tag(), session.id(), session.generation()));
    }
}
