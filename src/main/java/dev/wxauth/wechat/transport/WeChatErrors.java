package dev.wxauth.wechat.transport;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import java.time.Duration;

/** WeChat's errcodes as faults: the one table (WeChat page "code2Session", general list of errcodes). */
public final class WeChatErrors {
    static final int BUSY = -1;
    public static final int INVALID_CREDENTIAL = 40001;
    static final int INVALID_GRANT_TYPE = 40002;
    public static final int INVALID_APPID = 40013;
    public static final int INVALID_TOKEN = 40014;
    static final int INVALID_CODE = 40029;
    public static final int INVALID_SECRET = 40125;
    static final int INVALID_URL = 40066;
    static final int ADDRESS_NOT_LISTED = 40164;
    static final int SECRET_FROZEN = 40243;
    static final int APPID_MISSING = 41002;
    static final int SECRET_MISSING = 41004;
    static final int CODE_MISSING = 41008;
    public static final int TOKEN_EXPIRED = 42001;
    static final int QUOTA_USED_UP = 45009;
    static final int NOT_PERMITTED = 48001;
    static final int NO_SESSION_KEY = 87007;
    static final int INVALID_SIGNATURE = 87009;

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(2);

    private WeChatErrors() {}

    /** The fault of an answer with an errcode other than 0. */
    static Fault fault(WeChatAnswer refusal) {
        int errcode = refusal.errcode();
        Background background = refusal.refusal(named(refusal));
        return switch (errcode) {
            case INVALID_CODE -> codeRefused("WeChat does not know this code", refusal);
            case 40163 -> codeRefused("WeChat says this code was used", refusal);
            case 42003 -> codeRefused("WeChat says this code has expired", refusal);
            case 40226, 50002 -> new Fault.AccessDenied("WeChat blocks this user: do not retry.", errcode, background);
            case 45011 -> new Fault.RateLimited(MINUTE, errcode, background);
            case BUSY -> Fault.TemporarilyUnavailable.wechat(errcode, SOON, refusal.refusal(explained(refusal)));
            case QUOTA_USED_UP -> Fault.TemporarilyUnavailable.wechat(errcode, MINUTE, forOperator(refusal));
            case INVALID_SIGNATURE, NO_SESSION_KEY -> new Fault.SessionKeyStale(errcode, background);
            default -> new Fault.ServerError(forOperator(refusal));
        };
    }

    /** The fault of a code that WeChat refuses. */
    public static Fault codeRefused(String why, WeChatAnswer refusal) {
        return new Fault.InvalidGrant(why + ": get a new code.", refusal.errcode(), refusal.refusal(named(refusal)));
    }

    private static String named(WeChatAnswer refusal) {
        return "WeChat answered errcode " + refusal.errcode() + ", rid "
                + refusal.errmsg().rid().orElse("none") + ", to " + refusal.request();
    }

    private static Background forOperator(WeChatAnswer refusal) {
        return refusal.refusal(explained(refusal)).forOperator();
    }

    private static String explained(WeChatAnswer refusal) {
        return named(refusal) + ": " + meaning(refusal) + ". WeChat says: "
                + refusal.errmsg().text();
    }

    /** What it means, and what to do. */
    private static String meaning(WeChatAnswer refusal) {
        return switch (refusal.errcode()) {
            case BUSY -> "WeChat is busy; nothing is wrong here, who asks later is served";
            case INVALID_APPID -> "WeChat does not know this appid; mend it in WXAUTH_APPS";
            case INVALID_SECRET ->
                "the AppSecret is wrong or was reset; put the one that mp.weixin.qq.com shows into WXAUTH_APPS";
            case ADDRESS_NOT_LISTED ->
                "this service's address is not in the app's IP whitelist; enter the one that WeChat names at mp.weixin.qq.com";
            case SECRET_FROZEN -> "the AppSecret is frozen; unfreeze or reset it at mp.weixin.qq.com";
            case QUOTA_USED_UP -> "the app's calls of this day are used up; wait, or have the quota reset or raised";
            case NOT_PERMITTED ->
                "the app is not permitted to use this API; apply for it at mp.weixin.qq.com, or do without";
            case INVALID_CREDENTIAL, INVALID_TOKEN, TOKEN_EXPIRED -> credentialRefused(refusal.request());
            case INVALID_GRANT_TYPE, INVALID_URL, APPID_MISSING, SECRET_MISSING, CODE_MISSING ->
                "the request came to WeChat without what was sent; see whether WXAUTH_WECHAT_URLS names WeChat itself, and"
                        + " whether something on the way changes path or query";
            default -> "this is not expected here; look it up in WeChat's list of return codes";
        };
    }

    private static String credentialRefused(WeChatRequest request) {
        return request.query().containsKey("access_token")
                ? "WeChat refuses a new access_token too; see whether another program forces new ones for this app"
                : "WeChat does not take appid and AppSecret together; compare both in WXAUTH_APPS with what"
                        + " mp.weixin.qq.com shows";
    }
}
