package dev.wxauth.userdata;

import dev.wxauth.bearer.Bearer;
import dev.wxauth.bearer.BearerAuthenticator;
import dev.wxauth.error.Fault;
import dev.wxauth.guard.Attempt;
import dev.wxauth.guard.Outcome;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.IdempotencyKey;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** {@code POST /auth/phone}. */
public final class PhoneHandler implements Endpoint {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,512}");

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
        return new Attempt("phone", appid, code(body), session, IdempotencyKey.find(request.request()), session);
    }

    private static String code(JsonBody body) {
        String code = body.string("code");
        if (!CODE.matcher(code).matches()) {
            throw new Fault.InvalidRequest("The member code must be 1 to 512 characters of A-Z, a-z, 0-9, _ and -.");
        }
        return code;
    }
}
