package dev.wxauth.simulator;

import io.vertx.core.json.JsonObject;

/** The two endpoints that give an access_token: section 2.1 of the WeChat page. */
final class CgiBinRoutes {

    private final SimulatedWeChat weChat;

    CgiBinRoutes(SimulatedWeChat weChat) {
        this.weChat = weChat;
    }

    /** GET /cgi-bin/token */
    JsonObject token(RecordedCall call) {
        Refusal.unless(call.isMethod("GET"), 43001);
        checkCredentials(call.param("grant_type"), call.param("appid"), call.param("secret"));
        return weChat.accessTokens().fetch(call.param("appid"));
    }

    /** POST /cgi-bin/stable_token */
    JsonObject stableToken(RecordedCall call) {
        Refusal.unless(call.isMethod("POST"), 43002);
        JsonObject body = call.json();
        String appid = text(body, "appid");
        checkCredentials(text(body, "grant_type"), appid, text(body, "secret"));
        return weChat.accessTokens().fetchStable(appid, Boolean.TRUE.equals(body.getValue("force_refresh")));
    }

    private void checkCredentials(String grantType, String appid, String secret) {
        Refusal.unless(grantType.equals("client_credential"), 40002);
        Refusal.unless(!appid.isEmpty(), 41002);
        Refusal.unless(!secret.isEmpty(), 41004);
        SimulatedApp app = weChat.findApp(appid).orElseThrow(() -> new Refusal(40013));
        Refusal.unless(app.accepts(secret), 40125);
    }

    private static String text(JsonObject body, String member) {
        return body.getValue(member) instanceof String value ? value : "";
    }
}
