package dev.wxauth.admin;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.identity.UserId;
import dev.wxauth.person.Persons;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.session.Session;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.SessionView;
import dev.wxauth.user.User;
import dev.wxauth.user.UserStore;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What other services may know and change of a user: {@code /auth/users/:appid/:openid}. */
public final class AdminEndpoints {
    private final UserStore users;
    private final SessionStore sessions;
    private final SessionKeyVault vault;
    private final Revocation revocation;
    private final Persons persons;
    private final AuditLog audit;

    /** Takes the places where a user is, what ends sessions, what knows who is one person, and where changes are told. */
    public AdminEndpoints(
            UserStore users,
            SessionStore sessions,
            SessionKeyVault vault,
            Revocation revocation,
            Persons persons,
            AuditLog audit) {
        this.users = users;
        this.sessions = sessions;
        this.vault = vault;
        this.revocation = revocation;
        this.persons = persons;
        this.audit = audit;
    }

    /** {@code GET}: succeeds with everything that is known of the user; fails as Redis does. */
    public Future<Answer> user(Request request, User user) {
        Future<List<Session>> live = sessions.list(user.id().tag());
        Future<Optional<Instant>> renewedAt = vault.renewedAt(user.id());
        return Future.all(live, renewedAt).map(both -> Answer.json(view(user, live.result(), renewedAt.result())));
    }

    private JsonObject view(User user, List<Session> live, Optional<Instant> renewedAt) {
        JsonObject view = new JsonObject()
                .put("openid", user.id().openid())
                .put("appid", user.id().appid())
                .put("roles", new JsonArray(user.roles()))
                .put("profile", user.profile().toJson())
                .put(
                        "sessions",
                        new JsonArray(live.stream().map(SessionView::of).toList()));
        user.unionid().ifPresent(unionid -> view.put("unionid", unionid));
        persons.of(user).ifPresent(person -> view.put("person", person.id()));
        renewedAt.ifPresent(instant -> view.put("session_key_renewed_at", instant.getEpochSecond()));
        return view;
    }

    /** {@code PUT .../roles}. Fails with {@code InvalidRequest} for what is no role, {@code NotFound} for nobody. */
    public Future<Answer> changeRoles(Request request, User user) {
        return request.json(Roles::read)
                .compose(roles -> users.setRoles(user.id(), roles))
                .compose(kept -> persons.keep(user.id(), user.unionid(), kept))
                .map(changed -> rolesChanged(user.id(), request.caller()));
    }

    private Answer rolesChanged(UserId user, Caller caller) {
        audit.record(AuditEvent.ROLES_CHANGED, user, caller);
        return Answer.noContent();
    }

    /** {@code DELETE .../sessions}: logs the user out everywhere. Fails with {@code NotFound} when nothing is left. */
    public Future<Answer> endSessions(Request request, UserId user) {
        return revocation.endAll(user, request).map(ended -> Answer.noContent());
    }

    /** {@code DELETE}: erases all that is the user's, the place among a person's users first. Fails with {@code NotFound} when nothing is left. */
    public Future<Answer> erase(Request request, UserId user) {
        return persons.forget(user)
                .compose(forgotten -> revocation.erase(user, request))
                .map(erased -> Answer.noContent());
    }
}
