package dev.wxauth.session;

import dev.wxauth.identity.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Turns what Redis holds of sessions into our own records. */
final class SessionFields {
    private static final String ATTRIBUTE = "@";
    private static final String USER = "@";
    private static final String UNIONID = "@u";
    private static final String ROLES = "@r";
    private static final String CLIENT = "@c";

    private SessionFields() {}

    /** The fields that make a session and whose it is. */
    static List<String> fields(String id) {
        return List.of(id, USER, UNIONID, ROLES, CLIENT + id);
    }

    /** A session out of its fields, if it is there. */
    static Optional<UserSession> find(String id, Map<String, String> fields) {
        String text = fields.get(id);
        String user = fields.get(USER);
        return text == null || user == null
                ? Optional.empty()
                : Optional.of(read(
                        session(id, fields),
                        UserId.parse(user),
                        fields.getOrDefault(UNIONID, ""),
                        fields.getOrDefault(ROLES, "")));
    }

    private static Session session(String id, Map<String, String> fields) {
        return Session.parse(id, Objects.requireNonNull(fields.get(id)), fields.get(CLIENT + id));
    }

    /** The reply of beginning a session: its text, then what is known of its user. */
    static UserSession read(String id, UserId user, List<String> reply) {
        return read(Session.parse(id, reply.get(0), null), user, reply.get(1), reply.get(2));
    }

    /** The reply of a refresh or a redemption by this client, if any: a word, the session's text, then whose it is. */
    static UserSession read(String id, Optional<String> client, List<String> reply) {
        Session session = Session.parse(id, reply.get(1), client.orElse(null));
        return read(session, UserId.parse(reply.get(2)), reply.get(3), reply.get(4));
    }

    private static UserSession read(Session session, UserId user, String unionid, String roles) {
        return new UserSession(
                user,
                Optional.of(unionid).filter(given -> !given.isEmpty()),
                roles.isEmpty() ? List.of() : List.of(roles.split(",", -1)),
                session);
    }

    /** The reply of ending a session: whose it was, or nothing. */
    static Optional<UserId> owner(List<String> reply) {
        return reply.stream().findFirst().map(UserId::parse);
    }

    /** All sessions of a hash. */
    static List<Session> all(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> !field.getKey().startsWith(ATTRIBUTE))
                .map(field -> session(field.getKey(), fields))
                .toList();
    }
}
