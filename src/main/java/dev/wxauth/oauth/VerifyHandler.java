package dev.wxauth.oauth;

import dev.wxauth.bearer.Bearer;
import dev.wxauth.bearer.BearerAuthenticator;
import dev.wxauth.error.Fault;
import dev.wxauth.session.UserSession;
import dev.wxauth.web.Answer;
import dev.wxauth.web.BearerCredential;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /auth/verify}, any method: the one question that a gateway asks before it lets a request through. */
public final class VerifyHandler implements Endpoint {
    private static final String SKEY_HEADER = "X-WX-Skey";

    private final BearerAuthenticator bearers;

    /** Takes what tells whether a credential counts. */
    public VerifyHandler(BearerAuthenticator bearers) {
        this.bearers = bearers;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return Future.succeededFuture(request.request())
                .map(VerifyHandler::credential)
                .compose(bearers::find)
                .map(found -> found.orElseThrow(Fault.InvalidToken::refused))
                .map(VerifyHandler::identify);
    }

    /** A gateway understands 401 and not 400, so two credentials are as good as a wrong one. */
    private static String credential(HttpServerRequest request) {
        List<String> skeys = RequestReader.values(request, SKEY_HEADER);
        List<String> authorizations = RequestReader.values(request, HttpHeaders.AUTHORIZATION);
        if (skeys.size() + authorizations.size() > 1 || skeys.stream().anyMatch(VerifyHandler::isAccessToken)) {
            throw Fault.InvalidToken.refused();
        }
        return BearerCredential.find(request)
                .or(() -> skeys.stream().findFirst())
                .orElseThrow(Fault.InvalidToken::missing);
    }

    /** That header is for skeys alone. */
    private static boolean isAccessToken(String text) {
        return text.indexOf('.') >= 0;
    }

    private static Answer identify(Bearer bearer) {
        UserSession owned = bearer.session();
        Answer answer = Answer.empty(200)
                .with("X-Auth-Openid", owned.user().openid())
                .with("X-Auth-Appid", owned.user().appid())
                .with("X-Auth-Session", owned.session().id())
                .with("X-Auth-Roles", String.join(",", owned.roles()));
        owned.unionid().ifPresent(unionid -> answer.with("X-Auth-Unionid", unionid));
        return answer;
    }
}
