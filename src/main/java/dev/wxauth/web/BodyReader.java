package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Reads a body whole, of at most 64 KiB; {@link SlowClient} sees to it that it comes in time. The web library's own handler
 * knows multipart bodies, which no route here has, and reads a form at the price of an exception each.
 */
final class BodyReader {
    private static final int MOST_BYTES = 64 * 1024;

    void read(RoutingContext request, Visit visit) {
        HttpServerRequest sent = request.request();
        if (isTooLong(sent.getHeader(HttpHeaders.CONTENT_LENGTH))) {
            request.fail(new Fault.PayloadTooLarge());
        } else if (sent.headers().contains(HttpHeaders.EXPECT)) {
            readAsExpected(request, visit);
        } else {
            readWhole(request, visit);
        }
    }

    private static void readAsExpected(RoutingContext request, Visit visit) {
        List<String> expectations = Request.values(request.request(), HttpHeaders.EXPECT);
        if (!expectations.stream().allMatch("100-continue"::equalsIgnoreCase)) {
            request.fail(new Fault.InvalidRequest("The only expectation met here is 100-continue: leave it out."));
            return;
        }
        if (!expectations.isEmpty() && request.request().version() != HttpVersion.HTTP_1_0) {
            request.response().writeContinue();
        }
        readWhole(request, visit);
    }

    /** The parser has made sure that it is a number that fits a long. */
    private static boolean isTooLong(String length) {
        return length != null && Long.parseLong(length) > MOST_BYTES;
    }

    private static void readWhole(RoutingContext request, Visit visit) {
        request.request().handler(chunk -> collect(request, visit, chunk)).endHandler(end -> finish(request));
    }

    private static void collect(RoutingContext request, Visit visit, Buffer chunk) {
        if (request.failed()) {
            return;
        }
        if (visit.bodyLength() + chunk.length() > MOST_BYTES) {
            request.fail(new Fault.PayloadTooLarge());
        } else if (!visit.hasMemoryFor(chunk.length())) {
            request.fail(RequestsUnderWay.memoryRefusal());
        } else {
            visit.sends(chunk);
        }
    }

    private static void finish(RoutingContext request) {
        if (!request.failed()) {
            request.next();
        }
    }
}
