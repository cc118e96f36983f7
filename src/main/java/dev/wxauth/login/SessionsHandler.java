package dev.wxauth.login;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.bearer.Bearer;
import dev.wxauth.bearer.BearerAuthenticator;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.session.Session;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.SessionView;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code GET /auth/session}, {@code GET /auth/sessions} and {@code DELETE /auth/sessions/:session_id}. */
public final class SessionsHandler {
    private final BearerAuthenticator bearers;
    private final SessionStore sessions;
    private final AuditLog audit;

    /** Takes who may ask, and where sessions are. */
    public SessionsHandler(BearerAuthenticator bearers, SessionStore sessions, AuditLog audit) {
        this.bearers = bearers;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** The caller's own session. */
    public Future<Answer> current(RoutingContext request) {
        return bearers.require(request.request())
                .map(bearer -> view(bearer.session().session(), bearer))
                .map(Answer::json);
    }

    /** All of the caller's live sessions in this app, the newest first. */
    public Future<Answer> list(RoutingContext request) {
        return bearers.require(request.request())
                .compose(bearer -> sessions.list(bearer.credential().tag()).map(found -> list(found, bearer)))
                .map(Answer::json);
    }

    private static JsonObject list(List<Session> found, Bearer bearer) {
        List<JsonObject> views = found.stream()
                .sorted(Comparator.comparing(Session::createdAt).reversed())
                .map(session -> view(session, bearer))
                .toList();
        return new JsonObject().put("sessions", new JsonArray(views));
    }

    private static JsonObject view(Session session, Bearer bearer) {
        return SessionView.of(session)
                .put("current", session.id().equals(bearer.session().session().id()));
    }

    /** Ends one of the caller's sessions; one that is unknown and one of another user are told alike. */
    public Future<Answer> delete(RoutingContext request) {
        String id = request.pathParam("session_id");
        return bearers.require(request.request())
                .compose(bearer -> end(bearer.credential().tag(), id, Caller.of(request)))
                .map(ended -> Answer.noContent());
    }

    private Future<Void> end(String tag, String sessionId, Caller caller) {
        Future<Boolean> found = sessions.end(tag, sessionId).map(owner -> record(owner, sessionId, caller));
        return found.compose(ended -> sessions.endIsSafe(tag, sessionId)).map(safe -> require(found.result()));
    }

    private boolean record(Optional<UserId> owner, String sessionId, Caller caller) {
        owner.ifPresent(user -> audit.record(AuditEvent.LOGOUT, user, sessionId, caller));
        return owner.isPresent();
    }

    private static Void require(boolean found) {
        if (!found) {
            throw new Fault.NotFound("There is no such session.");
        }
        return null;
    }
}
