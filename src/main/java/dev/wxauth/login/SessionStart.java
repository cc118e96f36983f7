package dev.wxauth.login;

import dev.wxauth.app.CodeSession;
import dev.wxauth.person.Persons;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.session.Begun;
import dev.wxauth.session.NewSession;
import dev.wxauth.session.SessionStore;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.web.Caller;
import io.vertx.core.Future;
import java.util.List;

/**
 * Begins the session that a code was exchanged for.
 *
 * @param vault seals the session_key, where there is one
 * @param sessions where all that a login keeps is written in one step
 * @param revocation told of those that give way to it
 * @param persons where it is written down after it who that is over all apps
 */
public record SessionStart(SessionKeyVault vault, SessionStore sessions, Revocation revocation, Persons persons) {
    /** Succeeds with the session; fails with {@link dev.wxauth.error.Fault.TemporarilyUnavailable}, and then there may be one. */
    Future<Begun> begin(CodeSession found, LoginRequest request, Caller caller) {
        return Future.succeededFuture(found)
                .map(exchanged -> newSession(exchanged, request))
                .compose(sessions::create)
                .map(begun -> revocation.gaveWay(begun, caller))
                .compose(persons::link);
    }

    private NewSession newSession(CodeSession found, LoginRequest request) {
        return new NewSession(found.user(), found.unionid(), request.device(), sessionKey(found));
    }

    private List<String> sessionKey(CodeSession found) {
        return found.sessionKey().map(key -> vault.row(found.user(), key)).orElse(List.of());
    }
}
