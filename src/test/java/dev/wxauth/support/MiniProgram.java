package dev.wxauth.support;

import dev.wxauth.identity.UserId;
import io.vertx.core.json.JsonObject;

/** A mini program in a user's hand: it has logged in, and sends its access token along. */
public final class MiniProgram {
    private final ServiceExtension service;
    private final String user;
    private final JsonObject tokens;

    private MiniProgram(ServiceExtension service, String user) {
        this.service = service;
        this.user = user;
        this.tokens = service.login(user);
    }

    /** Logs a user in at the first instance. */
    public static MiniProgram login(ServiceExtension service, String user) {
        return new MiniProgram(service, user);
    }

    /** What the login answered. */
    public JsonObject tokens() {
        return tokens;
    }

    public String openid() {
        return tokens.getString("openid");
    }

    /** The user's tag, which is part of the names of all of the user's keys. */
    public String tag() {
        return new UserId(TestSettings.APPID, openid()).tag();
    }

    /** The path by which other services name this user. */
    public String path() {
        return "/auth/users/" + TestSettings.APPID + "/" + openid();
    }

    public Reply get(String path) {
        return service.http().get(path, "Authorization", bearer());
    }

    public Reply put(String path, JsonObject body) {
        return service.http().putJson(path, body, "Authorization", bearer());
    }

    public Reply post(String path, JsonObject body) {
        return service.http().postJson(path, body, "Authorization", bearer());
    }

    public Reply post(String path) {
        return service.http().post(path, "Authorization", bearer());
    }

    public Reply post(String path, JsonObject body, String idempotencyKey) {
        return service.http().postJson(path, body, "Authorization", bearer(), "Idempotency-Key", idempotencyKey);
    }

    public String bearer() {
        return "Bearer " + tokens.getString("access_token");
    }

    /** WeChat encrypts data for this user. */
    public JsonObject encrypt(JsonObject data) {
        return service.wechat().encrypt(TestSettings.APPID, user, data);
    }

    /** WeChat signs and encrypts this user's profile. */
    public JsonObject signedProfile(JsonObject userInfo) {
        return service.wechat().signedProfile(TestSettings.APPID, user, userInfo);
    }

    /** WeChat makes this user a new session_key. */
    public String rotateSessionKey() {
        return service.wechat().rotateSessionKey(TestSettings.APPID, user);
    }

    /** A code of the phone button. */
    public String phoneCode(String number) {
        return service.wechat().phoneCode(TestSettings.APPID, user, number);
    }
}
