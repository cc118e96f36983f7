package dev.wxauth.admin;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.identity.UserId;
import dev.wxauth.session.Session;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.SessionView;
import dev.wxauth.user.User;
import dev.wxauth.user.UserStore;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code GET} and {@code DELETE /auth/users/:appid/:openid}. */
public final class UserHandler {
    private final UserAccess access;
    private final UserStore users;
    private final SessionStore sessions;
    private final SessionKeyVault vault;
    private final AuditLog audit;

    /** Takes who may ask, and the places where a user is. */
    public UserHandler(
            UserAccess access, UserStore users, SessionStore sessions, SessionKeyVault vault, AuditLog audit) {
        this.access = access;
        this.users = users;
        this.sessions = sessions;
        this.vault = vault;
        this.audit = audit;
    }

    /** Everything that is known of the user. */
    public Future<Answer> get(RoutingContext request) {
        return access.require(request.request(), "users:read")
                .compose(this::describe)
                .map(Answer::json);
    }

    private Future<JsonObject> describe(User user) {
        Future<List<Session>> live = sessions.list(user.id().tag());
        Future<Optional<Instant>> renewedAt = vault.renewedAt(user.id());
        return Future.all(live, renewedAt).map(both -> view(user, live.result(), renewedAt.result()));
    }

    private static JsonObject view(User user, List<Session> live, Optional<Instant> renewedAt) {
        JsonObject view = new JsonObject()
                .put("openid", user.id().openid())
                .put("appid", user.id().appid())
                .put("roles", new JsonArray(user.roles()))
                .put("profile", user.profile().toJson())
                .put("sessions", newestFirst(live));
        user.unionid().ifPresent(unionid -> view.put("unionid", unionid));
        renewedAt.ifPresent(instant -> view.put("session_key_renewed_at", instant.getEpochSecond()));
        return view;
    }

    private static JsonArray newestFirst(List<Session> live) {
        return new JsonArray(live.stream()
                .sorted(Comparator.comparing(Session::createdAt).reversed())
                .map(SessionView::of)
                .toList());
    }

    /** Erases the user: sessions, session_keys, roles and profile. */
    public Future<Answer> delete(RoutingContext request) {
        return access.requireNamed(request.request(), "users:write")
                .compose(user -> users.erase(user).map(user))
                .map(user -> record(user, Caller.of(request)))
                .compose(user -> sessions.endIsSafe(user.tag()))
                .map(safe -> Answer.noContent());
    }

    private UserId record(UserId user, Caller caller) {
        audit.record(AuditEvent.ERASED, user, caller);
        return user;
    }
}
