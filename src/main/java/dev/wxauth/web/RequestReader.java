package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads requests strictly: the right media type, UTF-8, and every member that is asked for, once. */
public final class RequestReader {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CHARSET = "charset=";
    private static final Set<String> UTF_8 = Set.of("charset=utf-8", "charset=utf8");

    private RequestReader() {}

    /** Reads a JSON object. Fails with {@link Fault.UnsupportedMediaType} or {@link Fault.InvalidRequest}. */
    public static <T> Future<T> json(RoutingContext request, Function<JsonBody, T> reader) {
        return read(() -> {
            requireMediaType(request, Answer.JSON);
            return reader.apply(JsonBody.parse(BodyReader.bodyOf(request)));
        });
    }

    /** Reads a JSON object that may be absent, with or without a Content-Type. Fails like {@link #json}. */
    public static <T> Future<T> optionalJson(RoutingContext request, Function<JsonBody, T> reader) {
        return BodyReader.bodyOf(request).length() == 0
                ? read(() -> reader.apply(JsonBody.none()))
                : json(request, reader);
    }

    /** Reads a form. Fails with {@link Fault.UnsupportedMediaType} or {@link Fault.InvalidRequest}. */
    public static <T> Future<T> form(RoutingContext request, Function<FormBody, T> reader) {
        return read(() -> {
            requireMediaType(request, FORM);
            requireGoodForm(request);
            return reader.apply(new FormBody(request.request().formAttributes()));
        });
    }

    /** The form, if the body is one: only a form can carry a client's credentials. */
    public static Optional<FormBody> findForm(HttpServerRequest request) {
        return isForm(request) ? Optional.of(new FormBody(request.formAttributes())) : Optional.empty();
    }

    /** Whether the body is a form that can be read; another one is refused by the route that would read it. */
    static boolean isForm(HttpServerRequest request) {
        return hasMediaType(request, FORM);
    }

    /** The values of a header but for the empty ones: a gateway that always sets it sends those, and means none. */
    public static List<String> values(HttpServerRequest request, CharSequence header) {
        return request.headers().getAll(header).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    private static <T> Future<T> read(Supplier<T> reader) {
        try {
            return Future.succeededFuture(reader.get());
        } catch (Fault fault) {
            return Future.failedFuture(fault);
        }
    }

    private static void requireMediaType(RoutingContext request, String expected) {
        if (!hasMediaType(request.request(), expected)) {
            throw new Fault.UnsupportedMediaType(expected);
        }
    }

    private static void requireGoodForm(RoutingContext request) {
        if (!BodyReader.hasGoodForm(request)) {
            throw new Fault.InvalidRequest("The form cannot be decoded or has too many fields: mend it.");
        }
    }

    private static boolean hasMediaType(HttpServerRequest request, String expected) {
        List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
        return types.size() == 1
                && mediaType(types.get(0)).equals(expected)
                && isUtf8(types.get(0))
                && values(request, HttpHeaders.CONTENT_ENCODING).stream().allMatch("identity"::equalsIgnoreCase);
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
}
