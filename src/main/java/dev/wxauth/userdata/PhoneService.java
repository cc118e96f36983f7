package dev.wxauth.userdata;

import dev.wxauth.authentication.Bearer;
import dev.wxauth.error.Fault;
import dev.wxauth.guard.Attempt;
import dev.wxauth.guard.CodeGuard;
import dev.wxauth.guard.Outcome;
import dev.wxauth.guard.RateLimiter;
import dev.wxauth.identity.UserId;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.Request;
import dev.wxauth.wechat.WxaClient;
import io.vertx.core.Future;
import java.util.regex.Pattern;

/** Exchanges the codes of the phone button. Each exchange costs money, so a code is exchanged once, and not too often. */
final class PhoneService {
    /**
     * Requests a minute and user, repeats included. Every code needs a tap and a consent of the user, so that only a
     * program comes this far.
     */
    private static final int MOST_A_MINUTE = 60;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,512}");
    private static final String ADVICE = "have the user tap the phone number button again, for a new code.";

    private final CodeGuard guard;
    private final RateLimiter limiter;
    private final WxaClient wechat;

    PhoneService(CodeGuard guard, RateLimiter limiter, WxaClient wechat) {
        this.guard = guard;
        this.limiter = limiter;
        this.wechat = wechat;
    }

    /** The attempt that a body asks for; an Idempotency-Key is unique within the session. */
    static Attempt attempt(JsonBody body, Request request, Bearer bearer) {
        String session = bearer.sessionId();
        return new Attempt("phone", bearer.user().appid(), code(body), session, request.idempotencyKey(), session);
    }

    private static String code(JsonBody body) {
        String code = body.string("code");
        if (!CODE.matcher(code).matches()) {
            throw new Fault.InvalidRequest("The member code must be 1 to 512 characters of A-Z, a-z, 0-9, _ and -.");
        }
        return code;
    }

    /** Succeeds with WeChat's phone_info; fails as the contract's error table says. No login helps who does not get it: the code is the button's. */
    Future<Outcome> phone(UserId user, Attempt attempt) {
        return limiter.admitUser(user, "phone", MOST_A_MINUTE)
                .compose(admitted -> guard.once(attempt, () -> wechat.getPhoneNumber(user, attempt.code())))
                .recover(PhoneService::advised);
    }

    private static Future<Outcome> advised(Throwable failure) {
        return Future.failedFuture(failure instanceof Fault fault ? fault.advising(ADVICE) : failure);
    }
}
