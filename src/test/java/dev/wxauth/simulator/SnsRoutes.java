package dev.wxauth.simulator;

import io.vertx.core.json.JsonObject;

/** What exchanges codes: sections 1.1 to 1.6 and 13 of the WeChat page. */
final class SnsRoutes {

    private final SimulatedWeChat weChat;

    SnsRoutes(SimulatedWeChat weChat) {
        this.weChat = weChat;
    }

    /** GET /sns/jscode2session, with the order of checks that section 1.5 gives. */
    JsonObject jscode2session(RecordedCall call) {
        // The parameters of a POST go unseen (section 1.3), so that the first of them is missed.
        Refusal.unless(call.isMethod("GET") && !call.param("appid").isEmpty(), 41002);
        Refusal.unless(!call.param("secret").isEmpty(), 41004);
        checkCodeAndGrantType(call);
        SimulatedApp app = weChat.findApp(call.param("appid")).orElseThrow(() -> new Refusal(40013));
        Refusal.unless(app.accepts(call.param("secret")), 40125);
        return session(redeem(call.param("js_code"), app.appid()));
    }

    /** GET /sns/component/jscode2session: the platform's token in place of the app's secret. */
    JsonObject componentJscode2session(RecordedCall call) {
        Refusal.unless(call.isMethod("GET") && !call.param("appid").isEmpty(), 41002);
        Refusal.unless(!call.param("component_access_token").isEmpty(), 41001);
        checkCodeAndGrantType(call);
        SimulatedApp app = weChat.findApp(call.param("appid")).orElseThrow(() -> new Refusal(40013));
        String token = weChat.findComponentToken(call.param("component_appid")).orElseThrow(() -> new Refusal(61003));
        Refusal.unless(token.equals(call.param("component_access_token")), 40001);
        return session(redeem(call.param("js_code"), app.appid()));
    }

    /** GET /sns/oauth2/access_token, with the same order of checks. */
    JsonObject oauth2AccessToken(RecordedCall call) {
        Refusal.unless(call.isMethod("GET") && !call.param("appid").isEmpty(), 41002);
        Refusal.unless(!call.param("secret").isEmpty(), 41004);
        checkCodeAndGrantType(call, "code");
        SimulatedApp app = weChat.findApp(call.param("appid")).orElseThrow(() -> new Refusal(40013));
        Refusal.unless(app.accepts(call.param("secret")), 40125);
        return identity(redeem(weChat.pageCodes(), call.param("code"), app.appid()));
    }

    private static void checkCodeAndGrantType(RecordedCall call) {
        checkCodeAndGrantType(call, "js_code");
    }

    private static void checkCodeAndGrantType(RecordedCall call, String member) {
        Refusal.unless(!call.param(member).isEmpty(), 41008);
        Refusal.unless(call.param("grant_type").equals("authorization_code"), 40002);
    }

    private SimulatedUser redeem(String code, String appid) {
        return redeem(weChat.loginCodes(), code, appid).user();
    }

    private CodeBook.Grant redeem(CodeBook codes, String code, String appid) {
        CodeBook.Redemption redemption = codes.redeem(code);
        Refusal.unless(redemption.state() != CodeBook.State.UNKNOWN, 40029);
        SimulatedUser user = redemption.grant().user();
        Refusal.unless(user.appid().equals(appid), 40029);
        Refusal.unless(redemption.state() != CodeBook.State.USED, 40163);
        Refusal.unless(redemption.state() != CodeBook.State.EXPIRED, 40029);
        Refusal.unless(!weChat.isBlocked(user), 40226);
        return redemption.grant();
    }

    private JsonObject session(SimulatedUser user) {
        JsonObject answer =
                new JsonObject().put("session_key", user.sessionKey()).put("openid", user.openid());
        return weChat.bindsUnionid() ? answer.put("unionid", weChat.unionid(user)) : answer;
    }

    private JsonObject identity(CodeBook.Grant grant) {
        SimulatedUser user = grant.user();
        JsonObject answer = new JsonObject()
                .put("access_token", RandomText.alphanumeric(89))
                .put("expires_in", 7200)
                .put("refresh_token", RandomText.alphanumeric(89))
                .put("openid", user.openid())
                .put("scope", grant.detail());
        if (weChat.isSnapshot(user)) {
            answer.put("is_snapshotuser", 1);
        }
        boolean tells = weChat.bindsUnionid() && !grant.detail().equals(PageScope.SNSAPI_BASE.text());
        return tells ? answer.put("unionid", weChat.unionid(user)) : answer;
    }
}
