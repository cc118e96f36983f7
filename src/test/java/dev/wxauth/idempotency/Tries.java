package dev.wxauth.idempotency;

import static dev.wxauth.support.TestSettings.APPID;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Logins with and without an Idempotency-Key, waited for or not. */
record Tries(ServiceExtension service) {
    private static final String PATH = "/auth/login";

    /** A fresh key, as a client makes one. */
    static String key() {
        return UUID.randomUUID().toString();
    }

    String code() {
        return service.wechat().code(APPID, "alice");
    }

    Reply without(int instance, String code) {
        return service.http(instance).postJson(PATH, body(code));
    }

    Reply with(int instance, String key, String code) {
        return with(instance, key, body(code));
    }

    Reply with(int instance, String key, JsonObject body) {
        return service.http(instance).postJson(PATH, body, "Idempotency-Key", key);
    }

    CompletableFuture<Reply> start(int instance, String key, String code) {
        return service.http(instance)
                .start("POST", PATH, body(code).encode(), "Content-Type", "application/json", "Idempotency-Key", key);
    }

    CompletableFuture<Reply> startWithout(int instance, String code) {
        return service.http(instance).start("POST", PATH, body(code).encode(), "Content-Type", "application/json");
    }

    int weChatCalls() {
        return service.wechat().calls("/sns/jscode2session");
    }

    static JsonObject body(String code) {
        return new JsonObject().put("code", code).put("appid", APPID);
    }

    /** What must be the same in a repeat: all but the request's id and the seconds left. */
    static JsonObject lasting(Reply reply) {
        JsonObject lasting = reply.json();
        lasting.remove("request_id");
        lasting.remove("expires_in");
        lasting.remove("skey_expires_in");
        return lasting;
    }
}
