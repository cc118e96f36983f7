package dev.wxauth.userdata;

import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.web.Answer;
import dev.wxauth.wechat.miniprogram.WxaClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Asks WeChat about the newest session_key that is held, which is proved by a signature of the empty text. */
final class SessionKeyService {
    private static final String NOTHING = "";

    private final SessionKeyVault vault;
    private final WxaClient wechat;

    SessionKeyService(SessionKeyVault vault, WxaClient wechat) {
        this.vault = vault;
        this.wechat = wechat;
    }

    /**
     * Succeeds with the answer whether the user's session_key is still good; one that is not held is not. Fails as WeChat and
     * Redis do.
     *
     * @param used is told when a signature by the key has gone to WeChat, whatever came of that
     */
    Future<Answer> check(UserId user, Runnable used) {
        return vault.sign(user, NOTHING)
                .compose(signature -> telling(wechat.checkSession(user, signature), used))
                .map(checked -> valid(true))
                .recover(SessionKeyService::staleIsNotValid)
                .recover(SessionKeyService::advised);
    }

    private static <T> Future<T> telling(Future<T> asked, Runnable used) {
        return asked.andThen((answer, failure) -> tell(failure, used));
    }

    private static void tell(@Nullable Throwable failure, Runnable used) {
        if (!(failure instanceof Fault fault && fault.unsent())) {
            used.run();
        }
    }

    private static Future<Answer> staleIsNotValid(Throwable failure) {
        return failure instanceof Fault.SessionKeyStale stale
                ? Future.succeededFuture(valid(false).because(stale))
                : Future.failedFuture(failure);
    }

    private static Answer valid(boolean valid) {
        return Answer.json(new JsonObject().put("valid", valid));
    }

    /**
     * Has WeChat replace the session_key, and keeps the new one; the old one counts as the one before. Fails with
     * {@link Fault.SessionKeyStale} when none is held, or the one that is held is no longer good, and with
     * {@link Fault.NotFound} when the user was erased meanwhile.
     *
     * @param used is told as by {@link #check}
     */
    Future<Void> reset(UserId user, Runnable used) {
        return vault.ready()
                .compose(ready -> vault.sign(user, NOTHING))
                .compose(signature -> telling(wechat.resetUserSessionKey(user, signature), used))
                .compose(fresh -> vault.replace(user, fresh))
                .recover(SessionKeyService::advised);
    }

    /** No code was spent, so that nobody needs a new one. */
    private static <T> Future<T> advised(Throwable failure) {
        return Future.failedFuture(failure instanceof Fault fault ? fault.advising("ask again.") : failure);
    }
}
