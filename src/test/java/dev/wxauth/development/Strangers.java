package dev.wxauth.development;

import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;

/** What others do to the user's session: another phone of the user's, and a thief. */
final class Strangers {
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
        JsonObject login = new JsonObject()
                .put("appid", TestSettings.APPID)
                .put("code", wechat.code(TestSettings.APPID, user))
                .put("device", "another phone");
        return service.call(Lane.OTHER, ServiceRequest.post("/auth/login", login))
                .compose(this::endAll)
                .map(Strangers::outcome);
    }

    private Future<HttpResponse<Buffer>> endAll(HttpResponse<Buffer> login) {
        String token = login.bodyAsJsonObject().getString("access_token");
        ServiceRequest logout = ServiceRequest.post("/auth/logout", new JsonObject().put("everywhere", true));
        return token == null ? Future.succeededFuture(login) : service.call(Lane.OTHER, logout.as(token));
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
