package dev.wxauth.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Reads which media type a caller would rather have (RFC 9110 section 12.5.1). */
final class MediaTypes {
    private MediaTypes() {}

    /**
     * Whether the caller asks for this media type by its name, and for JSON not more than for it. A wildcard asks for
     * nothing by name, but it tells how much JSON is wanted; a weight that cannot be read is none.
     */
    public static boolean prefers(HttpServerRequest request, String type) {
        List<String> headers = request.headers().getAll(HttpHeaders.ACCEPT);
        return !headers.isEmpty() && prefers(String.join(",", headers), type);
    }

    /** Nearly nobody asks for it, which is seen at once. */
    private static boolean prefers(String accept, String type) {
        String ranges = accept.toLowerCase(Locale.ROOT);
        double wish = ranges.contains(type) ? weight(ranges, type).orElse(0) : 0;
        return wish > 0 && wish >= jsonWeight(ranges);
    }

    /** The most specific range that fits counts. */
    private static double jsonWeight(String accept) {
        return Stream.of(Answer.JSON, "application/*", "*/*")
                .map(range -> weight(accept, range))
                .flatMapToDouble(OptionalDouble::stream)
                .findFirst()
                .orElse(0);
    }

    private static OptionalDouble weight(String accept, String type) {
        return Arrays.stream(accept.split(","))
                .map(range -> range.replaceAll("[ \t]", ""))
                .filter(range -> range.split(";", 2)[0].equals(type))
                .mapToDouble(MediaTypes::quality)
                .max();
    }

    private static double quality(String range) {
        return Arrays.stream(range.split(";"))
                .filter(parameter -> parameter.startsWith("q="))
                .mapToDouble(parameter -> number(parameter.substring(2)))
                .findFirst()
                .orElse(1);
    }

    private static double number(String text) {
        return text.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(text) : 0;
    }
}
