package dev.wxauth.wechat;

import static dev.wxauth.support.TestSettings.APPID;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;

/** Logins as a client makes them, with their codes in hand. */
record Logins(ServiceExtension service) {
    static final String PATH = "/sns/jscode2session";

    /** A new code of alice. */
    String code() {
        return code(APPID);
    }

    String code(String appid) {
        return service.wechat().code(appid, "alice");
    }

    Reply login(String code) {
        return login(0, code);
    }

    Reply login(int instance, String code) {
        return login(instance, APPID, code);
    }

    Reply login(int instance, String appid, String code) {
        return service.http(instance).postJson("/auth/login", body(appid, code));
    }

    Reply loginWithKey(String code, String key) {
        return loginWithKey(0, code, key);
    }

    Reply loginWithKey(int instance, String code, String key) {
        return service.http(instance).postJson("/auth/login", body(APPID, code), "Idempotency-Key", key);
    }

    /** How often WeChat was asked. */
    int calls() {
        return service.wechat().calls(PATH);
    }

    private static JsonObject body(String appid, String code) {
        return new JsonObject().put("code", code).put("appid", appid);
    }
}
