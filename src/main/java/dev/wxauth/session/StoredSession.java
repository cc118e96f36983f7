package dev.wxauth.session;

import dev.wxauth.identity.UserId;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what Redis holds of sessions into our own records. */
final class StoredSession {
    private static final String ATTRIBUTE = "@";

    private StoredSession() {}

    /** A script's reply: a word, the session's text, then whose it is. */
    static UserSession read(String id, Response reply) {
        UserId user = new UserId(reply.get(2).toString(), reply.get(3).toString());
        return read(
                id, reply.get(1), user, reply.get(4).toString(), reply.get(5).toString());
    }

    static UserSession read(String id, Response text, UserId user, String unionid, String roles) {
        return new UserSession(user, optional(unionid), roles(roles), Session.parse(id, text.toString()));
    }

    /** The reply of a plain read: the session's text, which may be absent, then whose it is. */
    static Optional<UserSession> find(String id, Response reply) {
        return reply.get(0) == null
                ? Optional.empty()
                : Optional.of(read(
                        id,
                        reply.get(0),
                        new UserId(reply.get(1).toString(), reply.get(2).toString()),
                        reply.get(3).toString(),
                        reply.get(4).toString()));
    }

    /** The reply of ending a session: whose it was, or nothing. */
    static Optional<UserId> owner(Response reply) {
        return reply.size() == 0
                ? Optional.empty()
                : Optional.of(new UserId(reply.get(0).toString(), reply.get(1).toString()));
    }

    /** The whole hash. RESP3 gives a map, RESP2 a list of names and values by turns. */
    static List<Session> all(Response hash) {
        List<Session> sessions = new ArrayList<>();
        if (hash.isMap()) {
            hash.getKeys().forEach(name -> add(sessions, name, hash.get(name)));
        } else {
            for (int i = 0; i < hash.size(); i += 2) {
                add(sessions, hash.get(i).toString(), hash.get(i + 1));
            }
        }
        return sessions;
    }

    private static void add(List<Session> sessions, String name, Response text) {
        if (!name.startsWith(ATTRIBUTE)) {
            sessions.add(Session.parse(name, text.toString()));
        }
    }

    private static List<String> roles(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
