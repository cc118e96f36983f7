package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.List;

/**
 * Reads a body whole, of at most 64 KiB; {@link SlowClient} sees to it that it comes in time. The web library's own handler
 * knows multipart bodies, which no route here has, and reads a form at the price of an exception each.
 */
final class BodyReader implements PlatformHandler {
    private static final int MOST_BYTES = 64 * 1024;
    private static final String BODY = "body";

    /** The body that was read; empty when there was none. */
    static Buffer bodyOf(RoutingContext request) {
        Buffer body = request.get(BODY);
        return body == null ? Buffer.buffer() : body;
    }

    @Override
    public void handle(RoutingContext request) {
        HttpServerRequest sent = request.request();
        List<String> expectations = sent.headers().getAll(HttpHeaders.EXPECT);
        if (isTooLong(sent.getHeader(HttpHeaders.CONTENT_LENGTH))) {
            request.fail(new Fault.PayloadTooLarge());
        } else if (!expectations.stream().allMatch(BodyReader::isKnown)) {
            request.fail(new Fault.InvalidRequest("The only expectation met here is 100-continue: leave it out."));
        } else {
            if (expectations.stream().anyMatch(value -> !value.isBlank()) && sent.version() != HttpVersion.HTTP_1_0) {
                request.response().writeContinue();
            }
            read(request);
        }
    }

    /** A gateway that always sets the header may leave it empty. */
    private static boolean isKnown(String expectation) {
        return expectation.isBlank() || expectation.equalsIgnoreCase("100-continue");
    }

    /** The parser has made sure that it is a number that fits a long. */
    private static boolean isTooLong(String length) {
        return length != null && Long.parseLong(length) > MOST_BYTES;
    }

    private void read(RoutingContext request) {
        Buffer body = Buffer.buffer();
        request.request().handler(chunk -> collect(request, body, chunk)).endHandler(end -> finish(request, body));
    }

    private static void collect(RoutingContext request, Buffer body, Buffer chunk) {
        if (request.failed()) {
            return;
        }
        if (body.length() + chunk.length() > MOST_BYTES) {
            request.fail(new Fault.PayloadTooLarge());
        } else if (!RequestsUnderWay.hasMemoryFor(request, chunk.length())) {
            request.fail(RequestsUnderWay.memoryRefusal());
        } else {
            body.appendBuffer(chunk);
        }
    }

    private static void finish(RoutingContext request, Buffer body) {
        if (request.failed()) {
            return;
        }
        request.put(BODY, body);
        request.next();
    }
}
