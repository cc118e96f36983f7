package dev.wxauth.oauth;

import dev.wxauth.authentication.Bearer;
import dev.wxauth.authentication.BearerAuthenticator;
import dev.wxauth.error.Fault;
import dev.wxauth.session.UserSession;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * Answers gateways: who sends this request, by its headers.
 *
 * @param bearers what tells whether a credential counts
 */
record Verification(BearerAuthenticator bearers) {
    private static final String SKEY_HEADER = "X-WX-Skey";

    /**
     * Succeeds with an answer whose headers say who it is; fails with {@link Fault.InvalidToken}, and with
     * {@link Fault.TemporarilyUnavailable} when nobody can tell.
     */
    Future<Answer> verify(Request request) {
        return Future.succeededFuture(request)
                .map(Verification::credential)
                .compose(text -> bearers.require(text, request))
                .map(Verification::identify);
    }

    /** A gateway understands 401 and not 400, so two credentials are as good as a wrong one. */
    private static String credential(Request request) {
        List<String> skeys = request.headers(SKEY_HEADER);
        List<String> authorizations = request.headers(HttpHeaders.AUTHORIZATION);
        if (skeys.size() + authorizations.size() > 1 || skeys.stream().anyMatch(Verification::isAccessToken)) {
            throw Fault.InvalidToken.refused();
        }
        return request.bearer().or(() -> skeys.stream().findFirst()).orElseThrow(Fault.InvalidToken::missing);
    }

    /** That header is for skeys alone. */
    private static boolean isAccessToken(String text) {
        return text.indexOf('.') >= 0;
    }

    private static Answer identify(Bearer bearer) {
        UserSession owned = bearer.session();
        Answer answer = Answer.empty(200)
                .with("X-Auth-Openid", bearer.user().openid())
                .with("X-Auth-Appid", bearer.user().appid())
                .with("X-Auth-Session", bearer.sessionId())
                .with("X-Auth-Roles", String.join(",", owned.roles()));
        bearer.client().ifPresent(client -> answer.with("X-Auth-Client", client));
        owned.unionid().ifPresent(unionid -> answer.with("X-Auth-Unionid", unionid));
        bearer.person().ifPresent(person -> answer.with("X-Auth-Person", person.id()));
        return answer;
    }
}
