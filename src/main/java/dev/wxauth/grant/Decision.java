package dev.wxauth.grant;

import java.util.List;

/** What comes of what a user says. */
public sealed interface Decision {
    /** Nothing was said yet. */
    record Open(String client) implements Decision {}

    /**
     * It is said.
     *
     * @param client who asked
     * @param before whether the same had been said before
     */
    record Said(String client, boolean before) implements Decision {}

    /** The contrary was said before. */
    record Contrary() implements Decision {}

    /** It is not this user's to decide. */
    record Refused(Refusal why) implements Decision {}

    /** Reads what the script {@code device-decide} gives. */
    static Decision of(List<String> reply) {
        return switch (reply.get(0)) {
            case "open" -> new Open(reply.get(1));
            case "done" -> new Said(reply.get(1), false);
            case "again" -> new Said(reply.get(1), true);
            case "other" -> new Contrary();
            default -> new Refused(Refusal.of(reply.get(0)));
        };
    }
}
