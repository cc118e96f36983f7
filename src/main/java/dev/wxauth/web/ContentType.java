package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a request says of its body (RFC 9110 section 8.3).
 *
 * @param headers the request's
 */
record ContentType(MultiMap headers) {
    private static final String CHARSET = "charset=";
    private static final Set<String> UTF_8 = Set.of("charset=utf-8", "charset=utf8");

    /** Throws {@link Fault.UnsupportedMediaType} when the body is not of this media type, in UTF-8 and as it is. */
    void require(String expected) {
        if (!is(expected)) {
            throw new Fault.UnsupportedMediaType(expected);
        }
    }

    /** Whether the body is of this media type, in UTF-8 and as it is. */
    boolean is(String expected) {
        List<String> types = headers.getAll(HttpHeaders.CONTENT_TYPE);
        return types.size() == 1
                && mediaType(types.get(0)).equals(expected)
                && isUtf8(types.get(0))
                && (!headers.contains(HttpHeaders.CONTENT_ENCODING)
                        || headers.getAll(HttpHeaders.CONTENT_ENCODING).stream().allMatch(ContentType::isNoEncoding));
    }

    private static String mediaType(String type) {
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isUtf8(String type) {
        String[] parts = type.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].toLowerCase(Locale.ROOT).replaceAll("[\"\\s]", "");
            if (parameter.startsWith(CHARSET) && !UTF_8.contains(parameter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNoEncoding(String encoding) {
        return encoding.isBlank() || encoding.equalsIgnoreCase("identity");
    }
}
