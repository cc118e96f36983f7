package dev.wxauth.session;

import java.util.List;
import java.util.Optional;

/**
 * A session that has begun.
 *
 * @param session the new one
 * @param relinked how the user's unionid has changed by it, if it has
 * @param kept whether the user is known for good, and not as long as a session may last
 * @param evicted the ids of those that gave way to it, because the user had too many
 */
public record Begun(UserSession session, Optional<Relinked> relinked, boolean kept, List<String> evicted) {
    /**
     * A user who was known before has another unionid now.
     *
     * @param before the one before it, if there was one
     */
    public record Relinked(Optional<String> before) {
        private static Optional<Relinked> of(String told) {
            return told.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Relinked(Optional.of(told).filter(unionid -> !unionid.isBlank())));
        }
    }

    /** Of a session that came of another: nothing else about its user has changed. */
    static Begun beside(UserSession session, List<String> evicted) {
        return new Begun(session, Optional.empty(), false, List.copyOf(evicted));
    }

    static Begun of(UserSession session, List<String> reply) {
        return new Begun(
                session,
                Relinked.of(reply.get(3)),
                !reply.get(4).isEmpty(),
                List.copyOf(reply.subList(5, reply.size())));
    }
}
