package dev.wxauth.session;

import java.util.List;

/**
 * A session that has begun.
 *
 * @param session the new one
 * @param evicted the ids of those that gave way to it, because the user had too many
 */
public record Begun(UserSession session, List<String> evicted) {
    static Begun of(UserSession session, List<String> reply) {
        return new Begun(session, List.copyOf(reply.subList(3, reply.size())));
    }
}
