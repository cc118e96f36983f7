package dev.wxauth.userdata;

import dev.wxauth.bearer.BearerAuthenticator;
import dev.wxauth.sessionkey.SessionKeyService;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /auth/session-key/check}: the server half of {@code wx.checkSession}. */
public final class SessionKeyCheckHandler implements Endpoint {
    private final BearerAuthenticator bearers;
    private final SessionKeyService keys;

    /** Takes who may ask, and what knows the answer. */
    public SessionKeyCheckHandler(BearerAuthenticator bearers, SessionKeyService keys) {
        this.bearers = bearers;
        this.keys = keys;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return bearers.require(request.request())
                .compose(bearer -> RequestReader.optionalJson(
                        request, body -> bearer.session().user()))
                .compose(keys::check);
    }
}
