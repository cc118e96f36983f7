package dev.wxauth.login;

import dev.wxauth.app.App;
import dev.wxauth.app.Apps;
import dev.wxauth.audit.AuditEvent;
import dev.wxauth.authentication.Bearer;
import dev.wxauth.authentication.CredentialVerifier;
import dev.wxauth.error.Fault;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.session.Session;
import dev.wxauth.session.SessionName;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.SessionView;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The routes of a session's life, from the mini program: {@code /auth/login} to {@code /auth/sessions}. */
public final class LoginEndpoints {
    private final Supplier<Apps> apps;
    private final LoginService logins;
    private final RefreshService refreshes;
    private final LogoutService logouts;
    private final SessionStore sessions;
    private final Revocation revocation;

    /** Takes the apps that are served, what begins and prolongs a session, and what verifies, finds and ends one. */
    public LoginEndpoints(
            Supplier<Apps> apps,
            LoginService logins,
            RefreshService refreshes,
            CredentialVerifier credentials,
            SessionStore sessions,
            Revocation revocation) {
        this.apps = apps;
        this.logins = logins;
        this.refreshes = refreshes;
        this.logouts = new LogoutService(credentials, sessions, revocation);
        this.sessions = sessions;
        this.revocation = revocation;
    }

    /**
     * Chooses by the app's kind who may log in to it, as far as the body tells an app.
     *
     * @param forDevices for apps whose own clients bring their codes, and for what names no app
     * @param forServers for apps whose codes only a server may bring
     */
    public Endpoint byKind(Endpoint forDevices, Endpoint forServers) {
        return request -> answer(request, forDevices, forServers);
    }

    private Future<Answer> answer(Request request, Endpoint forDevices, Endpoint forServers) {
        return named(request)
                .map(app -> isForServers(app) ? forServers : forDevices)
                .compose(chosen -> chosen.answer(request));
    }

    /** Always succeeds: whatever else is wrong with a body is told later. */
    private Future<Optional<App>> named(Request request) {
        return request.json(body -> Optional.of(LoginRequest.app(body, request, apps.get())))
                .otherwise(Optional.empty());
    }

    private static boolean isForServers(Optional<App> named) {
        return named.isPresent() && named.get().kind().isForServers();
    }

    /** Counts a request that was not let in, for the app that it is about. Always fails as it did. */
    public Future<Void> refuse(Request request, Throwable why) {
        return named(request).compose(app -> logins.refuse(app, why));
    }

    /** {@code POST /auth/login}. Fails for a code that WeChat refuses, a replay, and trouble of WeChat and Redis. */
    public Future<Answer> login(Request request) {
        return request.json(body -> LoginRequest.read(body, request, apps.get()))
                .recover(logins::misread)
                .compose(login -> logins.login(login, request.caller()))
                .map(Answer::json);
    }

    /** {@code POST /auth/refresh}. Fails with {@link Fault.InvalidGrant} for an skey that is not good any more. */
    public Future<Answer> refresh(Request request) {
        return request.json(body -> SentSkey.read(body, request))
                .compose(skey -> refreshes.refresh(skey, request))
                .map(Answer::json);
    }

    /** {@code POST /auth/logout}. Fails with {@link Fault.InvalidToken} for what is not genuine; succeeds for dead sessions. */
    public Future<Answer> logout(Request request) {
        return request.optionalJson(body -> LogoutRequest.read(body, request))
                .compose(logout -> logouts.logout(logout, request))
                .map(ended -> Answer.noContent());
    }

    /** {@code GET /auth/session}: always succeeds with the caller's own. */
    public Future<Answer> session(Request request, Bearer bearer) {
        return Future.succeededFuture(Answer.json(view(bearer.session().session(), bearer)));
    }

    /** {@code GET /auth/sessions}: succeeds with all of the caller's live ones in this app, the newest first; fails as Redis does. */
    public Future<Answer> sessions(Request request, Bearer bearer) {
        return sessions.list(bearer.user().tag())
                .map(found -> list(found, bearer))
                .map(Answer::json);
    }

    private static JsonObject list(List<Session> found, Bearer bearer) {
        List<JsonObject> views =
                found.stream().map(session -> view(session, bearer)).toList();
        return new JsonObject().put("sessions", new JsonArray(views));
    }

    private static JsonObject view(Session session, Bearer bearer) {
        return SessionView.of(session).put("current", session.id().equals(bearer.sessionId()));
    }

    /** {@code DELETE /auth/sessions/:session_id}: fails alike for one that is unknown and one of another user. Another
     * device may end its own alone. */
    public Future<Answer> endSession(Request request, Bearer bearer) {
        return Future.succeededFuture(request.path("session_id"))
                .map(id -> named(id, bearer))
                .compose(named -> revocation.end(named, AuditEvent.LOGOUT, request))
                .map(LoginEndpoints::requireEnded);
    }

    private static SessionName named(String id, Bearer bearer) {
        Bearer entitled = id.equals(bearer.sessionId()) ? bearer : bearer.requireOwnDevice();
        return new SessionName(entitled.user().tag(), id);
    }

    private static Answer requireEnded(boolean ended) {
        if (!ended) {
            throw new Fault.NotFound("There is no such session.");
        }
        return Answer.noContent();
    }
}
