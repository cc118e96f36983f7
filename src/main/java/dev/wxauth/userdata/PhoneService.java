package dev.wxauth.userdata;

import dev.wxauth.app.Codes;
import dev.wxauth.authentication.Bearer;
import dev.wxauth.error.Fault;
import dev.wxauth.idempotency.AnswerForm;
import dev.wxauth.idempotency.Attempt;
import dev.wxauth.idempotency.CodeGuard;
import dev.wxauth.idempotency.Outcome;
import dev.wxauth.identity.UserId;
import dev.wxauth.limit.PhoneRate;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.Request;
import dev.wxauth.wechat.miniprogram.WxaClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Exchanges the codes of the phone button. Each exchange costs money, so a code is exchanged once, and not too often. */
final class PhoneService {
    private static final String ADVICE = "have the user tap the phone number button again, for a new code.";

    private final CodeGuard guard;
    private final PhoneRate rate;
    private final WxaClient wechat;

    PhoneService(CodeGuard guard, PhoneRate rate, WxaClient wechat) {
        this.guard = guard;
        this.rate = rate;
        this.wechat = wechat;
    }

    /**
     * The attempt that a body asks for; an Idempotency-Key is unique within the session. Throws {@link Fault.InvalidRequest} for
     * apps that have no such button.
     */
    static Attempt attempt(JsonBody body, Request request, Bearer bearer) {
        if (!bearer.app().kind().hasSessionKeys()) {
            throw new Fault.InvalidRequest("Only mini programs have a phone button: log in by one.");
        }
        String session = bearer.sessionId();
        String code = Codes.require(body.string("code"));
        return new Attempt("phone", bearer.user().appid(), code, session, request.idempotencyKey(), session);
    }

    /**
     * Succeeds with WeChat's phone_info. Fails as the limit, the guard and WeChat do; no login helps who does not get it,
     * since the code is the button's.
     */
    Future<Outcome<JsonObject>> phone(UserId user, Attempt attempt) {
        return rate.admit(user).compose(admitted -> exchange(user, attempt)).recover(PhoneService::advised);
    }

    private Future<Outcome<JsonObject>> exchange(UserId user, Attempt attempt) {
        return guard.once(attempt, AnswerForm.JSON, () -> wechat.getPhoneNumber(user, attempt.code()));
    }

    private static Future<Outcome<JsonObject>> advised(Throwable failure) {
        return Future.failedFuture(failure instanceof Fault fault ? fault.advising(ADVICE) : failure);
    }
}
