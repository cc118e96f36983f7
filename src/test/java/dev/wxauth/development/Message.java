package dev.wxauth.development;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * One arrow of the picture.
 *
 * @param from who sends it
 * @param to who gets it, or does not
 * @param kind how it is drawn
 * @param text what stands on the arrow
 * @param detail what is told when it is asked for, without a secret; may be empty
 */
record Message(Lane from, Lane to, Kind kind, String text, JsonObject detail) {
    /** How an arrow is drawn. */
    enum Kind {
        /** A request. */
        ASK,
        /** A good answer. */
        ANSWER,
        /** An answer that says no. */
        REFUSAL,
        /** An answer that got lost. */
        LOST,
        /** A request and its answer in one: Redis is asked too often for two arrows. */
        EXCHANGE
    }

    static Message ask(Lane from, Lane to, String text, JsonObject detail) {
        return new Message(from, to, Kind.ASK, text, detail);
    }

    /** An answer, by its status. */
    static Message answer(Lane from, Lane to, boolean good, String text, JsonObject detail) {
        return new Message(from, to, good ? Kind.ANSWER : Kind.REFUSAL, text, detail);
    }

    JsonObject toJson(long id) {
        return new JsonObject()
                .put("id", id)
                .put("at", System.currentTimeMillis())
                .put("from", from.id())
                .put("to", to.id())
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put("text", text)
                .put("detail", detail);
    }
}
