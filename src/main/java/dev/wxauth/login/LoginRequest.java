package dev.wxauth.login;

import dev.wxauth.error.Fault;
import dev.wxauth.idempotency.Attempt;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.Request;
import dev.wxauth.wechat.Apps;
import dev.wxauth.wechat.Codes;
import java.util.Optional;

/**
 * A checked request to log in.
 *
 * @param appid a mini program that is configured
 * @param code from {@code wx.login}
 * @param device a label for the list of sessions
 * @param idempotencyKey the client's own name for this request
 */
record LoginRequest(String appid, String code, Optional<String> device, Optional<String> idempotencyKey) {
    private static final int MOST_DEVICE_CODE_POINTS = 64;

    LoginRequest {
        Codes.require(code);
        if (device.filter(label -> label.codePointCount(0, label.length()) > MOST_DEVICE_CODE_POINTS)
                .isPresent()) {
            throw new Fault.InvalidRequest("The member device must be at most 64 code points long.");
        }
    }

    /** Throws {@link Fault.InvalidRequest}. An app need not be named when one alone is served. */
    static LoginRequest read(JsonBody body, Request request, Apps apps) {
        String appid = appid(body, apps);
        request.isAbout(appid);
        return new LoginRequest(appid, body.string("code"), body.optionalString("device"), request.idempotencyKey());
    }

    private static String appid(JsonBody body, Apps apps) {
        String appid = body.optionalString("appid")
                .or(apps::only)
                .orElseThrow(() -> new Fault.InvalidRequest("The member appid is missing: several apps are served."));
        if (!apps.contains(appid)) {
            throw new Fault.InvalidRequest("The member appid names an app that is not served here.");
        }
        return appid;
    }

    Attempt attempt() {
        return new Attempt("login", appid, code, "", idempotencyKey, device.orElse(""));
    }

    @Override
    public String toString() {
        return "login to " + appid;
    }
}
