package dev.wxauth.login;

import dev.wxauth.config.Apps;
import dev.wxauth.error.Fault;
import dev.wxauth.limit.LoginRate;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.IdempotencyKey;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** {@code POST /auth/login}. */
public final class LoginHandler implements Endpoint {
    private final LoginService service;
    private final LoginRate rate;
    private final Supplier<Apps> apps;

    /** Takes what does the work. */
    public LoginHandler(LoginService service, LoginRate rate, Supplier<Apps> apps) {
        this.service = service;
        this.rate = rate;
        this.apps = apps;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return rate.admit(Caller.of(request))
                .compose(admitted -> RequestReader.json(request, body -> read(body, request)))
                .compose(login -> service.login(login, Caller.of(request)))
                .map(Answer::json);
    }

    private LoginRequest read(JsonBody body, RoutingContext request) {
        return new LoginRequest(
                appid(body),
                body.string("code"),
                body.optionalString("device"),
                IdempotencyKey.find(request.request()));
    }

    private String appid(JsonBody body) {
        String appid = body.optionalString("appid")
                .or(() -> apps.get().only())
                .orElseThrow(() -> new Fault.InvalidRequest("The member appid is missing: several apps are served."));
        if (!apps.get().contains(appid)) {
            throw new Fault.InvalidRequest("The member appid names an app that is not served here.");
        }
        return appid;
    }
}
