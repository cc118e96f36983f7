package dev.wxauth.wechat.transport;

import static dev.wxauth.support.TestSettings.APPID;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;

/** Logins as a client makes them, with their codes in hand. */
public record Logins(ServiceExtension service) {
    /** Of the exchange of codes. */
    public static final String PATH = "/sns/jscode2session";

    /** A new code of alice. */
    public String code() {
        return code(APPID);
    }

    public String code(String appid) {
        return service.wechat().code(appid, "alice");
    }

    public Reply login(String code) {
        return login(0, code);
    }

    public Reply login(int instance, String code) {
        return login(instance, APPID, code);
    }

    public Reply login(int instance, String appid, String code) {
        return service.http(instance).postJson("/auth/login", body(appid, code));
    }

    public Reply loginWithKey(String code, String key) {
        return loginWithKey(0, code, key);
    }

    public Reply loginWithKey(int instance, String code, String key) {
        return service.http(instance).postJson("/auth/login", body(APPID, code), "Idempotency-Key", key);
    }

    /** How often WeChat was asked. */
    public int calls() {
        return service.wechat().calls(PATH);
    }

    private static JsonObject body(String appid, String code) {
        return new JsonObject().put("code", code).put("appid", appid);
    }
}
