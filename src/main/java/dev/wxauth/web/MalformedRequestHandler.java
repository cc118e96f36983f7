package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Answers what the HTTP parser refuses: the one error shape, and the connection is closed, for nobody knows its state. */
final class MalformedRequestHandler implements Handler<HttpServerRequest> {
    private final Connections connections;

    /** Takes what such requests are told to. */
    MalformedRequestHandler(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        // Its connection ended, or was ended for being slow, before the head did: there is nobody to answer.
        if (!(cause instanceof PrematureChannelClosureException)) {
            refuse(request, status(cause));
        }
    }

    private void refuse(HttpServerRequest request, int status) {
        Caller caller = caller(request);
        connections.refused(caller, request.method().name(), status);
        request.response()
                .putHeader(RequestId.HEADER, caller.requestId())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        ErrorResponse.of(fault(), caller.requestId()).withStatus(status).writeTo(request.response());
    }

    /** Of the headers the parser may have read some, the id among them. Whoever it is, it is the peer who sends no HTTP. */
    private static Caller caller(HttpServerRequest request) {
        return new Caller(
                request.remoteAddress().hostAddress(),
                RequestId.of(request.getHeader(RequestId.HEADER)),
                Optional.empty());
    }

    /** RFC 9110 sections 15.5.15 and 15.6.6, RFC 6585 section 5. */
    private static int status(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return 414;
        }
        if (cause instanceof UnsupportedVersionException) {
            return 505;
        }
        return cause instanceof TooLongHttpHeaderException ? 431 : 400;
    }

    private static Fault fault() {
        return new Fault.InvalidRequest("The request is not HTTP/1.1, or too long: mend its request line or headers.");
    }
}
