package dev.wxauth.session;

import dev.wxauth.identity.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what Redis holds of sessions into our own records. */
final class SessionFields {
    private static final String ATTRIBUTE = "@";
    private static final String APPID = "@appid";
    private static final String OPENID = "@openid";
    private static final String UNIONID = "@unionid";
    private static final String ROLES = "@roles";

    private SessionFields() {}

    /** The fields that make a session and whose it is. */
    static List<String> fields(String id) {
        return List.of(id, APPID, OPENID, UNIONID, ROLES);
    }

    /** A session out of its fields, if it is there. */
    static Optional<UserSession> find(String id, Map<String, String> fields) {
        String text = fields.get(id);
        String appid = fields.get(APPID);
        String openid = fields.get(OPENID);
        return text == null || appid == null || openid == null
                ? Optional.empty()
                : Optional.of(read(
                        id,
                        text,
                        new UserId(appid, openid),
                        fields.getOrDefault(UNIONID, ""),
                        fields.getOrDefault(ROLES, "")));
    }

    /** The reply of beginning a session: its text, then what is known of its user. */
    static UserSession read(String id, UserId user, List<String> reply) {
        return read(id, reply.get(0), user, reply.get(1), reply.get(2));
    }

    /** The reply of a refresh: a word, the session's text, then whose it is. */
    static UserSession read(String id, List<String> reply) {
        return read(id, reply.get(1), new UserId(reply.get(2), reply.get(3)), reply.get(4), reply.get(5));
    }

    private static UserSession read(String id, String text, UserId user, String unionid, String roles) {
        return new UserSession(
                user,
                Optional.of(unionid).filter(given -> !given.isEmpty()),
                roles.isEmpty() ? List.of() : List.of(roles.split(",", -1)),
                Session.parse(id, text));
    }

    /** The reply of ending a session: whose it was, or nothing. */
    static Optional<UserId> owner(List<String> reply) {
        return reply.isEmpty() ? Optional.empty() : Optional.of(new UserId(reply.get(0), reply.get(1)));
    }

    /** All sessions of a hash. */
    static List<Session> all(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> !field.getKey().startsWith(ATTRIBUTE))
                .map(field -> Session.parse(field.getKey(), field.getValue()))
                .toList();
    }
}
