package dev.wxauth.simulator;

import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls that need an access_token: sections 3.2, 3.3 and 4.1 of the WeChat page. */
final class WxaRoutes {

    private static final Pattern FOREIGN = Pattern.compile("\\+(\\d{1,3})[ -](\\d+)");

    private final SimulatedWeChat weChat;
    private final OpenData openData;

    WxaRoutes(SimulatedWeChat weChat) {
        this.weChat = weChat;
        this.openData = new OpenData(weChat);
    }

    /** GET /wxa/checksession: 87009 for a wrong signature and for a key that is no longer alive, alike. */
    JsonObject checkSession(RecordedCall call) {
        String appid = checkArguments(call);
        SimulatedUser user = weChat.findUser(appid, call.param("openid")).orElseThrow(() -> new Refusal(87009));
        checkSignature(call, user);
        return ok();
    }

    /** GET /wxa/resetusersessionkey: the old key dies at once. */
    JsonObject resetUserSessionKey(RecordedCall call) {
        String appid = checkArguments(call);
        SimulatedUser user = weChat.findUser(appid, call.param("openid")).orElseThrow(() -> new Refusal(87007));
        checkSignature(call, user);
        return ok().put("openid", user.openid()).put("session_key", user.rotateSessionKey());
    }

    /** POST /wxa/business/getuserphonenumber */
    JsonObject getUserPhoneNumber(RecordedCall call) {
        Refusal.unless(call.isMethod("POST"), 43002);
        String appid = weChat.accessTokens().appid(call.param("access_token"));
        JsonObject body = call.json();
        Refusal.unless(body.getValue("code") instanceof String, 40029);
        CodeBook.Grant grant = redeem(body.getString("code"));
        Refusal.unless(grant.user().appid().equals(appid), 40013);
        Object openid = body.getValue("openid");
        Refusal.unless(openid == null || openid.equals(grant.user().openid()), 40029);
        return ok().put("phone_info", phoneInfo(grant.detail()).put("watermark", openData.watermark(appid)));
    }

    private String checkArguments(RecordedCall call) {
        Refusal.unless(call.isMethod("GET"), 43001);
        String appid = weChat.accessTokens().appid(call.param("access_token"));
        Refusal.unless(
                !call.param("openid").isEmpty() && !call.param("signature").isEmpty(), 40097);
        Refusal.unless(call.param("sig_method").equals("hmac_sha256"), 87008);
        return appid;
    }

    /** The signature is over the empty string, since a GET has no body. Lower case only, as in WeChat's samples. */
    private static void checkSignature(RecordedCall call, SimulatedUser user) {
        Refusal.unless(call.param("signature").equals(OpenDataCipher.userState(user.sessionKey(), "")), 87009);
    }

    private CodeBook.Grant redeem(String code) {
        CodeBook.Redemption redemption = weChat.phoneCodes().redeem(code);
        Refusal.unless(redemption.state() == CodeBook.State.FRESH, 40029);
        return redemption.grant();
    }

    /** A foreign number is written as {@code +852 61234567}; all others are taken for Chinese ones. */
    private static JsonObject phoneInfo(String phoneNumber) {
        Matcher foreign = FOREIGN.matcher(phoneNumber);
        if (foreign.matches()) {
            return phoneInfo("+" + foreign.group(1) + foreign.group(2), foreign.group(2), foreign.group(1));
        }
        String pure = phoneNumber.startsWith("+86") ? phoneNumber.substring(3) : phoneNumber;
        return phoneInfo(pure, pure, "86");
    }

    private static JsonObject phoneInfo(String phoneNumber, String purePhoneNumber, String countryCode) {
        return new JsonObject()
                .put("phoneNumber", phoneNumber)
                .put("purePhoneNumber", purePhoneNumber)
                .put("countryCode", countryCode);
    }

    private static JsonObject ok() {
        return new JsonObject().put("errcode", 0).put("errmsg", "ok");
    }
}
