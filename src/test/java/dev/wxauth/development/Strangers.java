package dev.wxauth.development;

import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;

/** What others do: another phone of the user's, a thief, and another user who scans the same code. */
final class Strangers {
    private static final String ANOTHER_USER = "bob";

    private final WeChatSimulator wechat;
    private final ServiceCaller service;
    private final String user;

    Strangers(WeChatSimulator wechat, ServiceCaller service, String user) {
        this.wechat = wechat;
        this.service = service;
        this.user = user;
    }

    /** Another phone logs in and ends all sessions; succeeds with the answer to that, and fails when the service does not answer. */
    Future<JsonObject> logOutEverywhere() {
        ServiceRequest logout = ServiceRequest.post("/auth/logout", new JsonObject().put("everywhere", true));
        return logIn(user).compose(login -> then(login, logout)).map(Strangers::outcome);
    }

    /** Another user scans a code; succeeds with the answer to that, and fails when the service does not answer. */
    Future<JsonObject> scan(String ticket) {
        JsonObject code = new JsonObject().put("ticket", ticket).put("scene", 1011);
        ServiceRequest scan = ServiceRequest.post("/auth/device/scan", code);
        return logIn(ANOTHER_USER).compose(login -> then(login, scan)).map(Strangers::outcome);
    }

    private Future<HttpResponse<Buffer>> logIn(String who) {
        JsonObject login = new JsonObject()
                .put("appid", TestSettings.APPID)
                .put("code", wechat.code(TestSettings.APPID, who))
                .put("device", "another phone");
        return service.call(Lane.OTHER, ServiceRequest.post("/auth/login", login));
    }

    private Future<HttpResponse<Buffer>> then(HttpResponse<Buffer> login, ServiceRequest request) {
        String token = login.bodyAsJsonObject().getString("access_token");
        return token == null ? Future.succeededFuture(login) : service.call(Lane.OTHER, request.as(token));
    }

    /** A thief refreshes with a copy of the phone's skey; succeeds with the answer, and fails when the service does not answer. */
    Future<JsonObject> useStolen(String skey) {
        return service.call(Lane.OTHER, ServiceRequest.post("/auth/refresh", new JsonObject().put("skey", skey)))
                .map(Strangers::outcome);
    }

    private static JsonObject outcome(HttpResponse<Buffer> answer) {
        return new JsonObject().put("status", answer.statusCode());
    }
}
