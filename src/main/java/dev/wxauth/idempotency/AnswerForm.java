package dev.wxauth.idempotency;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * How an answer is kept for a repeat: what is written must be read as the same, by older and newer pods too.
 *
 * @param write makes JSON of it
 * @param read makes it of that JSON
 */
public record AnswerForm<T>(Function<T, JsonObject> write, Function<JsonObject, T> read) {
    /** JSON that is kept as it is. */
    public static final AnswerForm<JsonObject> JSON = new AnswerForm<>(Function.identity(), Function.identity());
}
