package dev.wxauth.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import dev.wxauth.error.Fault;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The top level of a JSON object, read as it was sent: a member that stands twice is noticed, which a JSON tree would
 * hide. Unknown members are ignored, and one that is null is as if it were absent: many a client's library writes null for
 * what has no value. Every getter throws {@link Fault.InvalidRequest} and names the member.
 */
public final class JsonBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Object NULL = new Object();
    private static final Object OTHER = new Object();

    private final Map<String, Object> members = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    private JsonBody() {}

    static JsonBody none() {
        return new JsonBody();
    }

    static JsonBody parse(Buffer body) {
        JsonBody json = new JsonBody();
        try (JsonParser parser = JSON.createParser(Utf8.decode(body.getBytes()))) {
            json.read(parser);
        } catch (IOException e) {
            // The parser's message shows the text, and with it whatever secret was sent.
            throw new Fault.InvalidRequest("The body is not a JSON object in UTF-8, or nests too deeply: mend it.");
        }
        return json;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.put(name, value(parser)) != null) {
                repeated.add(name);
            }
        }
        if (parser.nextToken() != null) {
            throw new IOException("more than one value");
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NULL;
            case VALUE_NUMBER_INT -> parser.getNumberType() == NumberType.INT ? parser.getIntValue() : OTHER;
            case START_ARRAY -> array(parser);
            case START_OBJECT -> skip(parser);
            default -> OTHER;
        };
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }

    private static Object skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        return OTHER;
    }

    /** Whether the member was sent, and is not null. */
    public boolean has(String name) {
        return find(name) != null;
    }

    private @Nullable Object find(String name) {
        Object value = members.get(name);
        return value == NULL ? null : value;
    }

    /** A text that must be there. */
    public String string(String name) {
        return optionalString(name)
                .orElseThrow(() -> new Fault.InvalidRequest("The member " + name + " is missing: send it."));
    }

    /** A text that may be absent; it has no lone surrogate, so that it is Unicode and can be written out again. */
    public Optional<String> optionalString(String name) {
        return optional(name, String.class, "a string").map(text -> wellFormed(name, text));
    }

    /** A truth value that is false when absent. */
    public boolean flag(String name) {
        return optional(name, Boolean.class, "true or false").orElse(false);
    }

    /** A whole number that may be absent. */
    public Optional<Integer> optionalNumber(String name) {
        return optional(name, Integer.class, "a whole number");
    }

    /** A list of texts that must be there. */
    public List<String> strings(String name) {
        List<?> values = optional(name, List.class, "a list of strings")
                .orElseThrow(() -> new Fault.InvalidRequest("The member " + name + " is missing: send it."));
        if (!values.stream().allMatch(String.class::isInstance)) {
            throw new Fault.InvalidRequest("The member " + name + " must be a list of strings.");
        }
        return values.stream().map(String.class::cast).toList();
    }

    private <T> Optional<T> optional(String name, Class<T> type, String described) {
        if (repeated.contains(name)) {
            throw new Fault.InvalidRequest("The member " + name + " stands more than once: send it once.");
        }
        Object value = find(name);
        if (value != null && !type.isInstance(value)) {
            throw new Fault.InvalidRequest("The member " + name + " must be " + described + ".");
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    private static String wellFormed(String name, String text) {
        if (hasHalfCharacter(text)) {
            throw new Fault.InvalidRequest("The member " + name + " has half a character: send whole code points.");
        }
        return text;
    }

    /** Whether a text has a surrogate without its other half, which no encoding of Unicode can write. */
    public static boolean hasHalfCharacter(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
