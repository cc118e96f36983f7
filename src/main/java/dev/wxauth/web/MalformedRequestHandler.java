package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Answers what the HTTP parser refuses: the one error shape, and the connection is closed, for nobody knows its state. */
final class MalformedRequestHandler implements Handler<HttpServerRequest> {
    private final Connections connections;

    /** Takes what such requests are counted with. */
    MalformedRequestHandler(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String requestId = RequestId.fresh();
        Throwable cause = request.decoderResult().cause();
        request.response().putHeader(RequestId.HEADER, requestId).putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        int status = status(cause);
        connections.refused(request.method().name(), status);
        ErrorResponse.of(fault(), requestId).withStatus(status).writeTo(request.response());
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
