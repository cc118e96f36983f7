package dev.wxauth.support;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;

/** A user's phone, which scans what a device shows and says what the user says. */
public final class Phone {
    private static final int CAMERA = 1011;

    private final HttpCaller http;
    private final JsonObject tokens;

    private Phone(HttpCaller http, JsonObject tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    /** Logs a user in at the first instance. */
    public static Phone login(ServiceExtension service, String user) {
        return new Phone(service.http(), service.login(user));
    }

    /** A phone that holds what a login answered. */
    public static Phone holding(HttpCaller http, JsonObject tokens) {
        return new Phone(http, tokens);
    }

    /** The same phone, of which another pod is asked. */
    public Phone at(HttpCaller other) {
        return new Phone(other, tokens);
    }

    /** What the login answered. */
    public JsonObject tokens() {
        return tokens;
    }

    /** Scans with the camera. */
    public Reply scan(Device device) {
        return scan(device.ticket(), CAMERA);
    }

    /** Scans as WeChat's scene says. */
    public Reply scan(String ticket, int scene) {
        return post("scan", new JsonObject().put("ticket", ticket).put("scene", scene));
    }

    public Reply approve(Device device) {
        return post("approve", approval(device));
    }

    /** Agrees and does not wait. */
    public CompletableFuture<Reply> startApprove(Device device) {
        return http.start(
                "POST",
                "/auth/device/approve",
                approval(device).encode(),
                "Content-Type",
                "application/json",
                "Authorization",
                bearer());
    }

    private static JsonObject approval(Device device) {
        return new JsonObject().put("ticket", device.ticket()).put("user_code", device.userCode());
    }

    public Reply deny(Device device) {
        return post("deny", new JsonObject().put("ticket", device.ticket()));
    }

    /** Sends anything to a route below {@code /auth/device}. */
    public Reply post(String route, JsonObject body) {
        return http.postJson("/auth/device/" + route, body, "Authorization", bearer());
    }

    /** Scans and agrees, which must both succeed. */
    public void letIn(Device device) {
        require(scan(device), 200);
        require(approve(device), 204);
    }

    private static void require(Reply reply, int status) {
        if (reply.status() != status) {
            throw new IllegalStateException("it answered " + reply.status() + " " + reply.body());
        }
    }

    /** Ends everything of this user. */
    public void logOutEverywhere() {
        require(
                http.postJson("/auth/logout", new JsonObject().put("everywhere", true), "Authorization", bearer()),
                204);
    }

    public String bearer() {
        return "Bearer " + tokens.getString("access_token");
    }
}
