package dev.wxauth.login;

import dev.wxauth.app.Apps;
import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.error.Fault;
import dev.wxauth.grant.DeviceCode;
import dev.wxauth.grant.DeviceRequests;
import dev.wxauth.grant.Poll;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.session.Begun;
import dev.wxauth.session.Consents;
import dev.wxauth.session.Redeemed;
import dev.wxauth.session.Redemption;
import dev.wxauth.session.SessionName;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.UserSession;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/**
 * Logs a user in on another device: a request that the user agreed to becomes a session and tokens, once however often and
 * wherever it is asked for.
 *
 * <p>Redis is asked in two slots, one after the other: the request is agreed, the session is made in the user's slot, the answer is
 * kept with the request. Each step may be taken again by anybody, and gives the same; so the next poll finishes what a pod
 * began that died.
 */
public final class DeviceLogin {
    private final DeviceRequests requests;
    private final Consents consents;
    private final SessionStore sessions;
    private final Supplier<Apps> apps;
    private final DeviceTokens tokens;
    private final Revocation revocation;
    private final AuditLog audit;

    /** Takes the steps of such a login, in their order, and the apps that are served. */
    public DeviceLogin(
            DeviceRequests requests,
            Consents consents,
            SessionStore sessions,
            Supplier<Apps> apps,
            DeviceTokens tokens,
            Revocation revocation,
            AuditLog audit) {
        this.requests = requests;
        this.consents = consents;
        this.sessions = sessions;
        this.apps = apps;
        this.tokens = tokens;
        this.revocation = revocation;
        this.audit = audit;
    }

    /**
     * Succeeds with the token endpoint's answer. Fails with {@link Fault.TokenRefused} as long as nobody has agreed or when the
     * consent was taken back, with {@link Fault.InvalidGrant} for what leads to no live session of this client, and with
     * {@link Fault.TemporarilyUnavailable}.
     */
    Future<JsonObject> login(String deviceCode, Client client, Request request) {
        return requests.read(deviceCode, client.id())
                .compose(code -> new Run(code, client, request).begin())
                .map(tokens::present);
    }

    /** One poll. */
    private final class Run {
        private final DeviceCode code;
        private final Client client;
        private final Request request;

        private Run(DeviceCode code, Client client, Request request) {
            this.code = code;
            this.client = client;
            this.request = request;
        }

        private Future<LoginAnswer> begin() {
            return requests.poll(code).compose(this::byPoll);
        }

        private Future<LoginAnswer> byPoll(Poll poll) {
            return poll instanceof Poll.Agreed agreed ? redeem(agreed) : repeat(((Poll.Redeemed) poll).sealed());
        }

        private Future<LoginAnswer> redeem(Poll.Agreed agreed) {
            return tokens.ready()
                    .map(ready -> redemption(agreed))
                    .compose(consents::redeem)
                    .map(this::require)
                    .compose(this::issue);
        }

        private Redemption redemption(Poll.Agreed agreed) {
            requireServed(agreed.appid());
            SessionName session = new SessionName(agreed.tag(), requests.sessionId(code));
            return new Redemption(code.requestId(), session, client.id(), agreed.device());
        }

        private void requireServed(String appid) {
            request.isAbout(appid);
            if (!apps.get().contains(appid)) {
                throw ended();
            }
        }

        private Begun require(Redeemed redeemed) {
            if (redeemed instanceof Redeemed.Open open) {
                return open.begun();
            }
            throw redeemed instanceof Redeemed.Denied ? Fault.TokenRefused.denied() : ended();
        }

        private Future<LoginAnswer> issue(Begun begun) {
            return tokens.issue(revocation.gaveWay(begun, request.caller()).session())
                    .compose(answer -> requests.keep(code, tokens.seal(answer, code)))
                    .compose(kept -> kept(kept, begun.session()));
        }

        /** Whoever keeps the answer first has logged the user in; all others give the same. */
        private Future<LoginAnswer> kept(DeviceRequests.Kept kept, UserSession session) {
            if (kept.first()) {
                audit.record(AuditEvent.LOGIN, session.user(), session.session().id(), request.caller());
            }
            return tokens.open(kept.sealed(), code);
        }

        private Future<LoginAnswer> repeat(String sealed) {
            return tokens.open(sealed, code).compose(this::requireAlive);
        }

        /** A kept answer is worth nothing once its session has ended, or its app is served no more. */
        private Future<LoginAnswer> requireAlive(LoginAnswer answer) {
            requireServed(answer.user().appid());
            return sessions.find(answer.user().tag(), answer.sessionId())
                    .map(found -> found.orElseThrow(DeviceLogin::ended))
                    .map(alive -> answer);
        }
    }

    private static Fault ended() {
        return new Fault.InvalidGrant("The session of this login has ended: begin anew.");
    }
}
