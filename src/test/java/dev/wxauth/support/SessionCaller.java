package dev.wxauth.support;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;

/** What mini programs, gateways and services ask one instance about sessions. */
public final class SessionCaller {
    private final HttpCaller http;

    /** Asks the instance behind this caller. */
    public SessionCaller(HttpCaller http) {
        this.http = http;
    }

    /** An Authorization header's value. */
    public static String bearer(String credential) {
        return "Bearer " + credential;
    }

    /** Refreshes. */
    public Reply refresh(String skey) {
        return http.postJson("/auth/refresh", new JsonObject().put("skey", skey));
    }

    /** Refreshes with an Idempotency-Key. */
    public Reply refresh(String skey, String idempotencyKey) {
        return http.postJson("/auth/refresh", new JsonObject().put("skey", skey), "Idempotency-Key", idempotencyKey);
    }

    /** Refreshes and does not wait. */
    public CompletableFuture<Reply> startRefresh(String skey) {
        String body = new JsonObject().put("skey", skey).encode();
        return http.start("POST", "/auth/refresh", body, "Content-Type", "application/json");
    }

    /** Logs out with a bearer credential and no body. */
    public Reply logout(String credential) {
        return http.post("/auth/logout", "Authorization", bearer(credential));
    }

    /** Logs out everywhere with a bearer credential. */
    public Reply logoutEverywhere(String credential) {
        return http.postJson(
                "/auth/logout", new JsonObject().put("everywhere", true), "Authorization", bearer(credential));
    }

    /** Ends a session of the credential's user. */
    public Reply delete(String sessionId, String credential) {
        return http.delete("/auth/sessions/" + sessionId, "Authorization", bearer(credential));
    }

    /** Lists the sessions of the credential's user. */
    public Reply sessions(String credential) {
        return http.get("/auth/sessions", "Authorization", bearer(credential));
    }

    /** Asks as a gateway does. */
    public Reply verify(String credential) {
        return http.get("/auth/verify", "Authorization", bearer(credential));
    }

    /** Asks as a service does. */
    public Reply introspect(String token) {
        return http.postForm(
                "/auth/introspect", HttpCaller.form("token", token), "Authorization", ServiceExtension.client());
    }

    /** Revokes as a service does. */
    public Reply revoke(String token) {
        return http.postForm(
                "/auth/revoke", HttpCaller.form("token", token), "Authorization", ServiceExtension.client());
    }

    /** Whether introspection says active; an answer that says neither yes nor no is a failure. */
    public boolean isActive(String token) {
        Reply reply = introspect(token);
        if (reply.status() != 200) {
            throw new IllegalStateException("introspection answered " + reply.status() + " " + reply.body());
        }
        return reply.json().getBoolean("active");
    }
}
