package dev.wxauth.wechat;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import java.time.Duration;

/** WeChat's errcodes as faults: the one table (WeChat page "code2Session", general list of errcodes). */
final class WeChatErrors {
    static final int BUSY = -1;
    static final int INVALID_CREDENTIAL = 40001;
    static final int INVALID_APPID = 40013;
    static final int INVALID_TOKEN = 40014;
    static final int INVALID_CODE = 40029;
    static final int INVALID_SECRET = 40125;
    static final int TOKEN_EXPIRED = 42001;
    static final int NO_SESSION_KEY = 87007;
    static final int INVALID_SIGNATURE = 87009;

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(2);

    private WeChatErrors() {}

    static Fault fault(int errcode, String rid) {
        Background background = Background.of("WeChat answered errcode " + errcode + ", rid " + rid);
        return switch (errcode) {
            case INVALID_CODE -> codeRefused("WeChat does not know this code", errcode, background);
            case 40163 -> codeRefused("WeChat says this code was used", errcode, background);
            case 42003 -> codeRefused("WeChat says this code has expired", errcode, background);
            case 40226, 50002 -> new Fault.AccessDenied("WeChat blocks this user: do not retry.", errcode, background);
            case 45011 -> new Fault.RateLimited(MINUTE, errcode, background);
            case BUSY -> Fault.TemporarilyUnavailable.wechat(errcode, SOON, background);
            case 45009 -> Fault.TemporarilyUnavailable.wechat(errcode, MINUTE, background);
            case INVALID_SIGNATURE, NO_SESSION_KEY -> new Fault.SessionKeyStale(errcode, background);
            default -> new Fault.ServerError(background);
        };
    }

    static Fault codeRefused(String why, int errcode, Background background) {
        return new Fault.InvalidGrant(why + ": get a new code.", errcode, background);
    }
}
