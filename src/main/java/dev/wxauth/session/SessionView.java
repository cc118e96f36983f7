package dev.wxauth.session;

import io.vertx.core.json.JsonObject;

/** A session as the contract shows it: times in Unix seconds, no label and no client when there is none. */
public final class SessionView {
    private SessionView() {}

    /** The members that everyone may see who may see the session. */
    public static JsonObject of(Session session) {
        JsonObject view = new JsonObject().put("session_id", session.id());
        session.device().ifPresent(device -> view.put("device", device));
        session.client().ifPresent(client -> view.put("client_id", client));
        return view.put("created_at", session.createdAt().getEpochSecond())
                .put("last_seen_at", session.lastSeenAt().getEpochSecond())
                .put("expires_at", session.expiresAt().getEpochSecond());
    }
}
