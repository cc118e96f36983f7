package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.CharacterCodingException;
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

    /** By names; each character of a value is one of its bytes, which are read as UTF-8 when somebody asks for them. */
    private final Map<String, List<String>> fields = new HashMap<>();

    private FormBody() {}

    /** Decodes a form; empty when it cannot be decoded, names are not UTF-8, or it has more fields than any client needs. */
    static Optional<FormBody> decode(Buffer body) {
        FormBody form = new FormBody();
        try {
            return form.addAll(body.toString(StandardCharsets.ISO_8859_1)) ? Optional.of(form) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** Whether there are no more than any client needs. */
    private boolean addAll(String text) throws CharacterCodingException {
        int pairs = 0;
        for (int from = 0; from <= text.length() && pairs <= MOST_FIELDS; pairs++) {
            int end = indexOr(text.indexOf('&', from), text.length());
            add(text.substring(from, end));
            from = end + 1;
        }
        return pairs <= MOST_FIELDS;
    }

    private static int indexOr(int index, int none) {
        return index < 0 ? none : index;
    }

    private void add(String pair) throws CharacterCodingException {
        if (!pair.isEmpty()) {
            int end = indexOr(pair.indexOf('='), pair.length());
            String value = pair.substring(Math.min(end + 1, pair.length()));
            fields.computeIfAbsent(Utf8.decode(bytes(pair.substring(0, end))), name -> new ArrayList<>(1))
                    .add(bytes(value));
        }
    }

    /** Unlike the JDK's decoder it takes no sign for a hexadecimal digit. */
    private static String bytes(String text) {
        return QueryStringDecoder.decodeComponent(text, StandardCharsets.ISO_8859_1);
    }

    /** A parameter that must be there, else {@link Fault.InvalidRequest}. */
    public String required(String name) {
        return optional(name)
                .orElseThrow(() -> new Fault.InvalidRequest("The parameter " + name + " is missing: send it."));
    }

    /** A parameter that may be absent; {@link Fault.InvalidRequest} when it stands twice or is not UTF-8. */
    public Optional<String> optional(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new Fault.InvalidRequest("The parameter " + name + " stands more than once: send it once.");
        }
        return values.isEmpty() || values.get(0).isEmpty() ? Optional.empty() : Optional.of(text(name, values.get(0)));
    }

    private static String text(String name, String bytes) {
        try {
            return Utf8.decode(bytes);
        } catch (CharacterCodingException e) {
            throw new Fault.InvalidRequest("The parameter " + name + " is not UTF-8: mend it.");
        }
    }
}
