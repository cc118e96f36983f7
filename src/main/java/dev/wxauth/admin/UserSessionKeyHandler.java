package dev.wxauth.admin;

import dev.wxauth.sessionkey.SessionKeyService;
import dev.wxauth.user.User;
import dev.wxauth.vault.EncryptedData;
import dev.wxauth.vault.OpenedData;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.web.Answer;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * What other services have done with a user's session_key, so that the key itself never leaves: {@code POST
 * /auth/users/:appid/:openid/} and {@code decrypt}, {@code sign}, {@code session-key/check}, {@code session-key/reset}.
 */
public final class UserSessionKeyHandler {
    private static final String SCOPE = "session-key";

    private final UserAccess access;
    private final SessionKeyVault vault;
    private final SessionKeyService keys;

    /** Takes who may ask, and what uses the key. */
    public UserSessionKeyHandler(UserAccess access, SessionKeyVault vault, SessionKeyService keys) {
        this.access = access;
        this.vault = vault;
        this.keys = keys;
    }

    /** Decrypts WeChat's open data. */
    public Future<Answer> decrypt(RoutingContext request) {
        return access.require(request.request(), SCOPE)
                .compose(user -> RequestReader.json(request, EncryptedData::read)
                        .compose(encrypted -> vault.decrypt(user.id(), encrypted)))
                .map(OpenedData::text)
                .map(Answer::ofText);
    }

    /** Signs a text with the newest key (WeChat page "user state signature"). */
    public Future<Answer> sign(RoutingContext request) {
        return access.require(request.request(), SCOPE)
                .compose(user -> RequestReader.json(request, UserSessionKeyHandler::payload)
                        .compose(payload -> vault.sign(user.id(), payload)))
                .map(UserSessionKeyHandler::signature);
    }

    private static String payload(JsonBody body) {
        return body.string("payload");
    }

    private static Answer signature(String signature) {
        return Answer.json(new JsonObject().put("signature", signature).put("sig_method", "hmac_sha256"));
    }

    /** Tells whether the newest key is still good. */
    public Future<Answer> check(RoutingContext request) {
        return withoutBody(request).compose(user -> keys.check(user.id()));
    }

    /** Has WeChat replace the key. */
    public Future<Answer> reset(RoutingContext request) {
        return withoutBody(request).compose(user -> keys.reset(user.id())).map(done -> Answer.noContent());
    }

    /** There may be a body, of which no member is known. */
    private Future<User> withoutBody(RoutingContext request) {
        return access.require(request.request(), SCOPE)
                .compose(user -> RequestReader.optionalJson(request, body -> user));
    }
}
