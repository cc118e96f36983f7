package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Lets a request in: while the process is not closing, while not too many are under way, and if it can be read in one way
 * only.
 */
public final class Gate {
    private final Lifecycle lifecycle;
    private final RequestsUnderWay requests;

    /** Lets in what a process in this part of its life, with so many requests under way, can serve. */
    public Gate(Lifecycle lifecycle, RequestsUnderWay requests) {
        this.lifecycle = lifecycle;
        this.requests = requests;
    }

    /** Lets the request in, or tells what it is answered instead. */
    Optional<Fault> refusal(RoutingContext request, Visit visit) {
        if (lifecycle.isClosing()) {
            return Optional.of(Fault.TemporarilyUnavailable.because("shutting down"));
        }
        if (!requests.admit(request, visit)) {
            return Optional.of(requests.refusal());
        }
        if (!isUnambiguous(request.request())) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            return Optional.of(
                    new Fault.InvalidRequest("The request's framing is ambiguous: send it plain or chunked."));
        }
        return Optional.empty();
    }

    /** RFC 9112 sections 3.2 and 6.1: what a proxy before us might read otherwise is refused. */
    private static boolean isUnambiguous(HttpServerRequest request) {
        List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        boolean chunked = encodings.size() == 1 && encodings.get(0).strip().equalsIgnoreCase("chunked");
        return (encodings.isEmpty() || chunked)
                && request.headers().getAll(HttpHeaders.HOST).size() <= 1;
    }
}
