package dev.wxauth.login;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.error.Fault;
import dev.wxauth.idempotency.AnswerForm;
import dev.wxauth.idempotency.CodeGuard;
import dev.wxauth.idempotency.Outcome;
import dev.wxauth.identity.UserId;
import dev.wxauth.session.NewSession;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.UserSession;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.web.Caller;
import dev.wxauth.wechat.CodeExchange;
import dev.wxauth.wechat.CodeSession;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Logs a user in: a code becomes a kept session_key, a session and tokens, once however often it is asked for. */
public final class LoginService {
    private final CodeGuard guard;
    private final CodeExchange wechat;
    private final SessionKeyVault vault;
    private final SessionStore sessions;
    private final SessionTokens tokens;
    private final AuditLog audit;

    /** Takes the steps of a login, in their order. */
    public LoginService(
            CodeGuard guard,
            CodeExchange wechat,
            SessionKeyVault vault,
            SessionStore sessions,
            SessionTokens tokens,
            AuditLog audit) {
        this.guard = guard;
        this.wechat = wechat;
        this.vault = vault;
        this.sessions = sessions;
        this.tokens = tokens;
        this.audit = audit;
    }

    /** The contract's login object; fails as its error table says. */
    Future<JsonObject> login(LoginRequest request, Caller caller) {
        return guard.once(request.attempt(), AnswerForm.JSON, () -> exchange(request, caller))
                .compose(this::stillValid)
                .map(tokens::present)
                .recover(failure -> refused(request, caller, failure));
    }

    private Future<JsonObject> exchange(LoginRequest request, Caller caller) {
        return wechat.exchange(request.appid(), request.code())
                .map(found -> newSession(found, request))
                .compose(sessions::create)
                .compose(session -> begun(session, caller));
    }

    private NewSession newSession(CodeSession found, LoginRequest request) {
        return new NewSession(
                found.user(), found.unionid(), request.device(), vault.row(found.user(), found.sessionKey()));
    }

    private Future<JsonObject> begun(UserSession session, Caller caller) {
        audit.record(AuditEvent.LOGIN, session.user(), session.session().id(), caller);
        return tokens.issue(session);
    }

    /** A kept answer is worth nothing once its session has ended. */
    private Future<JsonObject> stillValid(Outcome<JsonObject> outcome) {
        return outcome.repeated()
                ? sessions.find(owner(outcome.answer()).tag(), outcome.answer().getString("session_id"))
                        .map(found -> unlessEnded(outcome.answer(), found))
                : Future.succeededFuture(outcome.answer());
    }

    private static UserId owner(JsonObject answer) {
        return new UserId(answer.getString(SessionTokens.APPID), answer.getString("openid"));
    }

    private static JsonObject unlessEnded(JsonObject answer, Optional<UserSession> session) {
        if (session.isEmpty()) {
            throw new Fault.InvalidGrant("The session of this login has ended: get a new code.");
        }
        return answer;
    }

    private Future<JsonObject> refused(LoginRequest request, Caller caller, Throwable failure) {
        if (failure instanceof Fault fault && fault.status() < 500) {
            audit.refused(request.appid(), fault.error(), caller);
        }
        return Future.failedFuture(failure);
    }
}
