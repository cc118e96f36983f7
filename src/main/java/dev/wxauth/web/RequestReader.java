package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads request bodies strictly: the right media type, UTF-8, and every member that is asked for, once. */
public final class RequestReader {
    private static final String FORM = "application/x-www-form-urlencoded";

    private RequestReader() {}

    /** Reads a JSON object. Fails with {@link Fault.UnsupportedMediaType} or {@link Fault.InvalidRequest}. */
    public static <T> Future<T> json(RoutingContext request, Function<JsonBody, T> reader) {
        return read(() -> {
            requireMediaType(request, Answer.JSON);
            return reader.apply(JsonBody.parse(body(request)));
        });
    }

    /** Reads a JSON object that may be absent, with or without a Content-Type. Fails like {@link #json}. */
    public static <T> Future<T> optionalJson(RoutingContext request, Function<JsonBody, T> reader) {
        return body(request).length() == 0 ? read(() -> reader.apply(JsonBody.none())) : json(request, reader);
    }

    /** Reads a form. Fails with {@link Fault.UnsupportedMediaType} or {@link Fault.InvalidRequest}. */
    public static <T> Future<T> form(RoutingContext request, Function<FormBody, T> reader) {
        return read(() -> {
            requireMediaType(request, FORM);
            return reader.apply(new FormBody(request.request().formAttributes()));
        });
    }

    /** The form, if the body is one: only a form can carry a client's credentials. */
    public static Optional<FormBody> findForm(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && mediaType(type).equals(FORM)
                ? Optional.of(new FormBody(request.formAttributes()))
                : Optional.empty();
    }

    private static <T> Future<T> read(Supplier<T> reader) {
        try {
            return Future.succeededFuture(reader.get());
        } catch (Fault fault) {
            return Future.failedFuture(fault);
        }
    }

    private static Buffer body(RoutingContext request) {
        Buffer body = request.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    private static void requireMediaType(RoutingContext request, String expected) {
        MultiMap headers = request.request().headers();
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        boolean fits = type != null
                && headers.getAll(HttpHeaders.CONTENT_TYPE).size() == 1
                && mediaType(type).equals(expected)
                && isUtf8(type);
        String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
        if (!fits || (encoding != null && !encoding.equalsIgnoreCase("identity"))) {
            throw new Fault.UnsupportedMediaType(expected);
        }
    }

    private static String mediaType(String type) {
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isUtf8(String type) {
        String[] parts = type.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
