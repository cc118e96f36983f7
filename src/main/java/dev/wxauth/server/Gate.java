package dev.wxauth.server;

import dev.wxauth.error.Fault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.List;
import java.util.regex.Pattern;

/** Lets a request in: while the process is not closing, and by a path that is written exactly as it is served. */
final class Gate implements PlatformHandler {
    private static final Pattern EXACT = Pattern.compile("(?:/\\.well-known)?+(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)++");

    private final Lifecycle lifecycle;

    Gate(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public void handle(RoutingContext request) {
        if (lifecycle.isStopping()) {
            // Who keeps connections open learns in time that this one will end.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (lifecycle.isClosing()) {
            request.fail(Fault.TemporarilyUnavailable.because("shutting down"));
        } else if (!isUnambiguous(request.request())) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.fail(new Fault.InvalidRequest("The request's framing is ambiguous: send it plain or chunked."));
        } else if (!isExact(request.request().path())) {
            request.fail(new Fault.NotFound("There is no such route."));
        } else {
            request.next();
        }
    }

    /** RFC 9112 sections 3.2 and 6.1: what a proxy before us might read otherwise is refused. */
    private static boolean isUnambiguous(HttpServerRequest request) {
        List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        boolean chunked = encodings.size() == 1 && encodings.get(0).strip().equalsIgnoreCase("chunked");
        return (encodings.isEmpty() || chunked)
                && request.headers().getAll(HttpHeaders.HOST).size() <= 1;
    }

    /** The router is lenient: it would take a trailing slash, a doubled one, dots, and letters in percent-encoding. */
    private static boolean isExact(String path) {
        return path != null && EXACT.matcher(path).matches();
    }
}
