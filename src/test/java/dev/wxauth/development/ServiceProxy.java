package dev.wxauth.development;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the page's mini program finds the service: it has no CORS, so it must look as if it were on the page's own origin.
 * Here it is seen what the two say to each other, and here an answer gets lost on demand.
 */
final class ServiceProxy {
    private final ServiceCaller service;
    private final AtomicBoolean loses = new AtomicBoolean();

    ServiceProxy(ServiceCaller service) {
        this.service = service;
    }

    /** Loses the next answer; the service has done by then what it was asked for. */
    void loseNext() {
        loses.set(true);
    }

    /** Passes a request on, and its answer back. */
    void pass(RoutingContext context) {
        Buffer body = context.body().buffer() == null
                ? Buffer.buffer()
                : context.body().buffer();
        service.ask(Lane.PHONE, ServiceRequest.of(context.request(), body))
                .onSuccess(answer -> passBack(context.request(), answer))
                .onFailure(gone -> context.request().connection().close());
    }

    private void passBack(HttpServerRequest request, HttpResponse<Buffer> answer) {
        if (loses.getAndSet(false)) {
            service.showLost(Lane.PHONE, answer);
            lose(request);
        } else {
            service.show(Lane.PHONE, answer);
            HttpServerResponse response = request.response().setStatusCode(answer.statusCode());
            answer.headers().forEach((name, value) -> copy(response, name, value));
            response.end(answer.body() == null ? Buffer.buffer() : answer.body());
        }
    }

    private static void copy(HttpServerResponse response, String name, String value) {
        if (!name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("Connection")) {
            response.putHeader(name, value);
        }
    }

    /** In the midst of it: where nothing at all has come, browsers ask once more by themselves. */
    private static void lose(HttpServerRequest request) {
        request.response()
                .putHeader("Content-Length", "2")
                .write("{")
                .onComplete(written -> request.connection().close());
    }
}
