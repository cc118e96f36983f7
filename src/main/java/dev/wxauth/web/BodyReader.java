package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads a body whole, of at most 64 KiB and within ten seconds: a request under way is not idle, and a body that trickles
 * would hold its connection for ever. The web library's own handler does without a deadline, knows multipart bodies, which
 * no route here has, and reads a form at the price of an exception each.
 */
public final class BodyReader implements PlatformHandler {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_FORM_FIELDS = 256;
    private static final long MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final String BODY = "body";
    private static final String GOOD_FORM = "good-form";

    private final Vertx vertx;

    /** Takes what tells the time. */
    public BodyReader(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The body that was read; empty when there was none. */
    static Buffer bodyOf(RoutingContext request) {
        Buffer body = request.get(BODY);
        return body == null ? Buffer.buffer() : body;
    }

    @Override
    public void handle(RoutingContext request) {
        HttpServerRequest sent = request.request();
        List<String> expectations = RequestReader.values(sent, HttpHeaders.EXPECT);
        if (isTooLong(sent.getHeader(HttpHeaders.CONTENT_LENGTH))) {
            request.fail(new Fault.PayloadTooLarge());
        } else if (!expectations.stream().allMatch("100-continue"::equalsIgnoreCase)) {
            request.fail(new Fault.InvalidRequest("The only expectation met here is 100-continue: leave it out."));
        } else {
            if (!expectations.isEmpty() && sent.version() != HttpVersion.HTTP_1_0) {
                request.response().writeContinue();
            }
            read(request);
        }
    }

    /** The parser has made sure that it is a number that fits a long. */
    private static boolean isTooLong(String length) {
        return length != null && Long.parseLong(length) > MOST_BYTES;
    }

    private void read(RoutingContext request) {
        long timer = vertx.setTimer(MILLIS, late -> giveUp(request));
        request.addEndHandler(ended -> vertx.cancelTimer(timer));
        Buffer body = Buffer.buffer();
        request.request().handler(chunk -> collect(request, body, chunk)).endHandler(end -> finish(request, body));
    }

    private static void collect(RoutingContext request, Buffer body, Buffer chunk) {
        if (request.failed()) {
            return;
        }
        if (body.length() + chunk.length() > MOST_BYTES) {
            request.fail(new Fault.PayloadTooLarge());
        } else {
            body.appendBuffer(chunk);
        }
    }

    private static void finish(RoutingContext request, Buffer body) {
        if (request.failed()) {
            return;
        }
        request.put(BODY, body);
        if (RequestReader.isForm(request.request())) {
            request.put(GOOD_FORM, decode(request.request(), body.toString()));
        }
        request.next();
    }

    /** Whether the body is a form that could be decoded. It is for the route to say so, after it has asked who is there. */
    static boolean hasGoodForm(RoutingContext request) {
        return Boolean.TRUE.equals(request.get(GOOD_FORM));
    }

    /** Puts the form where the library would have put it. Whether that was possible. */
    private static boolean decode(HttpServerRequest request, String form) {
        try {
            Map<String, List<String>> fields = fields(form);
            boolean few = fields.values().stream().mapToInt(List::size).sum() <= MOST_FORM_FIELDS;
            if (few) {
                fields.forEach((name, values) -> add(request, name, values));
            }
            return few;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** The decoder knows query strings: it drops a question mark in front, and ends at a number sign. */
    private static Map<String, List<String>> fields(String form) {
        String query = "?" + form.replace("#", "%23");
        return new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MOST_FORM_FIELDS + 1, true).parameters();
    }

    /** The library's map tells no capitals apart, and no name here has any: {@code Token} is not {@code token}. */
    private static void add(HttpServerRequest request, String name, List<String> values) {
        if (name.equals(name.toLowerCase(Locale.ROOT))) {
            request.formAttributes().add(name, values);
        }
    }

    private static void giveUp(RoutingContext request) {
        if (!request.request().isEnded() && !request.response().ended()) {
            request.fail(new Fault.InvalidRequest("The body came too slowly: send it within 10 seconds."));
        }
    }
}
