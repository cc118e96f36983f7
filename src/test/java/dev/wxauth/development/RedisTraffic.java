package dev.wxauth.development;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What wxauth asks Redis on one connection, and what it answers: in the order of the questions. What the service asks for its
 * own sake (is it alive, is it a master, which keys are known) is left out. Values are not told, they are mostly sealed; keys are.
 */
final class RedisTraffic {
    private static final Set<String> HOUSEKEEPING =
            Set.of("ping", "hello", "auth", "client", "command", "select", "role", "info", "time", "wait", "script");
    private static final Set<String> OWN_SCRIPTS = Set.of("keys-report", "key-age");
    private static final long UNTOLD = 0;
    private static final int LONGEST = 28;

    private final Messages messages;
    private final Deque<Long> asked = new ArrayDeque<>();

    RedisTraffic(Messages messages) {
        this.messages = messages;
    }

    /** A command: a list of texts. */
    void command(Object value) {
        List<?> words = value instanceof List<?> list && !list.isEmpty() ? list : List.of("ping");
        String command = words.get(0).toString().toLowerCase(Locale.ROOT);
        boolean isScript = command.startsWith("eval");
        String name = isScript ? ScriptNames.of(words.get(1).toString()) : command.toUpperCase(Locale.ROOT);
        if (HOUSEKEEPING.contains(command) || OWN_SCRIPTS.contains(name)) {
            asked.add(UNTOLD);
            return;
        }
        List<?> keys =
                isScript ? words.subList(3, 3 + Integer.parseInt(words.get(2).toString())) : key(words);
        JsonObject detail = new JsonObject()
                .put("command", command.toUpperCase(Locale.ROOT))
                .put("keys", new JsonArray(keys));
        asked.add(messages.add(new Message(Lane.WXAUTH, Lane.REDIS, Message.Kind.EXCHANGE, name, detail)));
    }

    private static List<?> key(List<?> words) {
        return words.size() > 1 ? words.subList(1, 2) : List.of();
    }

    /** The answer to the oldest question that has none. */
    void reply(Object value) {
        Long id = asked.poll();
        if (id != null && id != UNTOLD) {
            messages.complete(id, !(value instanceof RespReader.Refused), text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof RespReader.Refused refused) {
            return firstWord(refused.text());
        }
        if (value instanceof List<?> list) {
            return "[" + list.size() + "]";
        }
        return value == null ? "nil" : brief(value.toString());
    }

    /** Only short answers are plain: numbers and OK. What is long is a value. */
    private static String brief(String text) {
        return text.length() <= LONGEST && text.matches("[\\w -]*") ? text : "…";
    }

    private static String firstWord(String text) {
        return text.split(" ", 2)[0];
    }
}
