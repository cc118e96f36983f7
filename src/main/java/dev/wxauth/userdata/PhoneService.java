package dev.wxauth.userdata;

import dev.wxauth.error.Fault;
import dev.wxauth.guard.Attempt;
import dev.wxauth.guard.CodeGuard;
import dev.wxauth.guard.Outcome;
import dev.wxauth.guard.RateLimiter;
import dev.wxauth.identity.UserId;
import dev.wxauth.wechat.miniprogram.WxaClient;
import io.vertx.core.Future;

/** Exchanges the codes of the phone button. Each exchange costs money, so a code is exchanged once, and not too often. */
public final class PhoneService {
    /**
     * Requests a minute and user, repeats included. Every code needs a tap and a consent of the user, so that only a
     * program comes this far.
     */
    private static final int MOST_A_MINUTE = 60;

    private static final String ADVICE = "have the user tap the phone number button again, for a new code.";

    private final CodeGuard guard;
    private final RateLimiter limiter;
    private final WxaClient wechat;

    /** Takes the guards, and whom to ask. */
    public PhoneService(CodeGuard guard, RateLimiter limiter, WxaClient wechat) {
        this.guard = guard;
        this.limiter = limiter;
        this.wechat = wechat;
    }

    /** WeChat's phone_info. No login helps who does not get it: the code is the button's. */
    Future<Outcome> phone(UserId user, Attempt attempt) {
        return limiter.admitUser(user, "phone", MOST_A_MINUTE)
                .compose(admitted -> guard.once(attempt, () -> wechat.getPhoneNumber(user, attempt.code())))
                .recover(PhoneService::advised);
    }

    private static Future<Outcome> advised(Throwable failure) {
        return Future.failedFuture(failure instanceof Fault fault ? fault.advising(ADVICE) : failure);
    }
}
