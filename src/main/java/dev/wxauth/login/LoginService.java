package dev.wxauth.login;

import dev.wxauth.app.App;
import dev.wxauth.app.CodeExchange;
import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.error.Fault;
import dev.wxauth.idempotency.AnswerForm;
import dev.wxauth.idempotency.CodeGuard;
import dev.wxauth.idempotency.Outcome;
import dev.wxauth.observe.LoginMeters;
import dev.wxauth.session.Begun;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.UserSession;
import dev.wxauth.web.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logs a user in: a code becomes a kept session_key, a session and tokens, once however often it is asked for. */
public final class LoginService {
    private static final AnswerForm<LoginAnswer> KEPT = new AnswerForm<>(LoginAnswer::toKept, LoginAnswer::ofKept);

    private final CodeGuard guard;
    private final CodeExchange wechat;
    private final SessionStart starts;
    private final SessionStore sessions;
    private final SessionTokens tokens;
    private final AuditLog audit;
    private final LoginMeters meters;

    /** Takes the steps of a login, in their order. */
    public LoginService(
            CodeGuard guard,
            CodeExchange wechat,
            SessionStart starts,
            SessionStore sessions,
            SessionTokens tokens,
            AuditLog audit,
            LoginMeters meters) {
        this.guard = guard;
        this.wechat = wechat;
        this.starts = starts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.audit = audit;
        this.meters = meters;
    }

    /** Succeeds with the contract's login object; fails as its error table says. */
    Future<JsonObject> login(LoginRequest request, Caller caller) {
        return tokens.ready()
                .compose(ready -> once(request, caller))
                .compose(this::stillValid)
                .map(tokens::present)
                .andThen((answer, failure) -> count(request.app(), failure))
                .recover(failure -> refused(request, caller, failure));
    }

    private Future<Outcome<LoginAnswer>> once(LoginRequest request, Caller caller) {
        return guard.once(request.attempt(), KEPT, () -> exchange(request, caller));
    }

    private void count(App app, @Nullable Throwable failure) {
        LoginResult.of(failure)
                .ifPresent(result -> meters.ended(app.appid(), app.kind().label(), result));
    }

    /** Counts a request that was not let in, for the app that it is about, if any. Always fails as it did. */
    <T> Future<T> refuse(Optional<App> about, Throwable why) {
        about.ifPresent(app -> count(app, why));
        return about.isPresent() ? Future.failedFuture(why) : misread(why);
    }

    /** Counts a request that came to no app. Always fails as it did. */
    <T> Future<T> misread(Throwable failure) {
        LoginResult.of(failure).ifPresent(meters::ended);
        return Future.failedFuture(failure);
    }

    private Future<LoginAnswer> exchange(LoginRequest request, Caller caller) {
        return wechat.exchange(request.app(), request.code())
                .compose(found -> starts.begin(found, request, caller))
                .compose(begun -> issue(begun, caller));
    }

    /** Only a login of which there is something to show is one. */
    private Future<LoginAnswer> issue(Begun begun, Caller caller) {
        return tokens.issue(begun.session()).map(answer -> record(answer, begun, caller));
    }

    private LoginAnswer record(LoginAnswer answer, Begun begun, Caller caller) {
        UserSession session = begun.session();
        audit.record(AuditEvent.LOGIN, session.user(), session.session().id(), caller);
        begun.relinked()
                .ifPresent(link -> audit.record(
                        AuditEvent.PERSON_LINKED,
                        session.user(),
                        session.session().id(),
                        caller));
        return answer;
    }

    private Future<LoginAnswer> stillValid(Outcome<LoginAnswer> outcome) {
        return outcome.repeated() ? requireAlive(outcome.answer()) : Future.succeededFuture(outcome.answer());
    }

    /** A kept answer is worth nothing once its session has ended. */
    private Future<LoginAnswer> requireAlive(LoginAnswer answer) {
        return sessions.find(answer.user().tag(), answer.sessionId())
                .map(found -> found.orElseThrow(LoginService::ended))
                .map(alive -> answer);
    }

    private static Fault ended() {
        return new Fault.InvalidGrant("The session of this login has ended: get a new code.");
    }

    private Future<JsonObject> refused(LoginRequest request, Caller caller, Throwable failure) {
        if (failure instanceof Fault fault && fault.status() < 500) {
            audit.refused(request.app().appid(), fault.error(), caller);
        }
        return Future.failedFuture(failure);
    }
}
