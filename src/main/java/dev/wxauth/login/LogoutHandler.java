package dev.wxauth.login;

import dev.wxauth.error.Fault;
import dev.wxauth.web.Answer;
import dev.wxauth.web.BearerCredential;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code POST /auth/logout}. */
public final class LogoutHandler implements Endpoint {
    private final LogoutService service;

    /** Takes what does the work. */
    public LogoutHandler(LogoutService service) {
        this.service = service;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return RequestReader.optionalJson(request, body -> read(body, request))
                .compose(logout -> service.logout(logout, Caller.of(request)))
                .map(done -> Answer.noContent());
    }

    private static LogoutRequest read(JsonBody body, RoutingContext request) {
        Optional<String> header = BearerCredential.find(request.request());
        Optional<String> skey = body.optionalString("skey");
        boolean everywhere = body.flag("everywhere");
        if (header.isPresent() && skey.isPresent()) {
            throw new Fault.InvalidRequest("There are two credentials: send the bearer credential or the member skey.");
        }
        String credential = header.or(() -> skey).orElseThrow(Fault.InvalidToken::missing);
        return new LogoutRequest(credential, skey.isPresent(), everywhere);
    }
}
