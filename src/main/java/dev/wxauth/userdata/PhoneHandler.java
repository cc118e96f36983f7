package dev.wxauth.userdata;

import dev.wxauth.bearer.Bearer;
import dev.wxauth.bearer.BearerAuthenticator;
import dev.wxauth.idempotency.Attempt;
import dev.wxauth.idempotency.Outcome;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.IdempotencyKey;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.RequestReader;
import dev.wxauth.wechat.Codes;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /auth/phone}. */
public final class PhoneHandler implements Endpoint {
    private final BearerAuthenticator bearers;
    private final PhoneService service;

    /** Takes who may ask, and what does the work. */
    public PhoneHandler(BearerAuthenticator bearers, PhoneService service) {
        this.bearers = bearers;
        this.service = service;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return bearers.require(request.request())
                .compose(bearer -> RequestReader.json(request, body -> read(body, request, bearer))
                        .compose(attempt -> service.phone(bearer.session().user(), attempt)))
                .map(Outcome::answer)
                .map(Answer::json);
    }

    /** An Idempotency-Key is unique within the session. */
    private static Attempt read(JsonBody body, RoutingContext request, Bearer bearer) {
        String session = bearer.session().session().id();
        String appid = bearer.session().user().appid();
        return new Attempt(
                "phone",
                appid,
                Codes.require(body.string("code")),
                session,
                IdempotencyKey.find(request.request()),
                session);
    }
}
