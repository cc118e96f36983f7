package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a form. By RFC 6749 section 3.1 none may stand twice, and one without a value counts as absent. The
 * query string is never part of it, and names are told apart by their capitals.
 */
public final class FormBody {
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";
    private static final int MOST_FIELDS = 256;

    private final Map<String, List<String>> fields = new HashMap<>();

    private FormBody() {}

    /** Decodes a form; empty when it cannot be decoded or has more fields than any client needs. */
    static Optional<FormBody> decode(String text) {
        String[] pairs = text.split("&", MOST_FIELDS + 2);
        return pairs.length > MOST_FIELDS ? Optional.empty() : decode(pairs);
    }

    private static Optional<FormBody> decode(String[] pairs) {
        FormBody form = new FormBody();
        try {
            List.of(pairs).forEach(form::add);
            return Optional.of(form);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private void add(String pair) {
        if (!pair.isEmpty()) {
            String[] field = pair.split("=", 2);
            fields.computeIfAbsent(decodePart(field[0]), name -> new ArrayList<>())
                    .add(field.length < 2 ? "" : decodePart(field[1]));
        }
    }

    /** Unlike the JDK's decoder it takes no sign for a hexadecimal digit. */
    private static String decodePart(String text) {
        return QueryStringDecoder.decodeComponent(text, StandardCharsets.UTF_8);
    }

    /** A parameter that must be there, else {@link Fault.InvalidRequest}. */
    public String required(String name) {
        return optional(name)
                .orElseThrow(() -> new Fault.InvalidRequest("The parameter " + name + " is missing: send it."));
    }

    /** A parameter that may be absent; {@link Fault.InvalidRequest} when it stands twice. */
    public Optional<String> optional(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new Fault.InvalidRequest("The parameter " + name + " stands more than once: send it once.");
        }
        return values.isEmpty() || values.get(0).isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }
}
