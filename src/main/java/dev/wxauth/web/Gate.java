package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.List;

/**
 * Lets a request in: while the process is not closing, while not too many are under way, and if it can be read in one way
 * only.
 */
public final class Gate implements PlatformHandler {
    private final Lifecycle lifecycle;
    private final RequestsUnderWay requests;

    /** Lets in what a process in this part of its life, with so many requests under way, can serve. */
    public Gate(Lifecycle lifecycle, RequestsUnderWay requests) {
        this.lifecycle = lifecycle;
        this.requests = requests;
    }

    @Override
    public void handle(RoutingContext request) {
        if (lifecycle.isStopping()) {
            // Who keeps connections open learns in time that this one will end.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (lifecycle.isClosing()) {
            request.fail(Fault.TemporarilyUnavailable.because("shutting down"));
        } else if (!requests.admit(request)) {
            request.fail(requests.refusal());
        } else if (!isUnambiguous(request.request())) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.fail(new Fault.InvalidRequest("The request's framing is ambiguous: send it plain or chunked."));
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
}
