package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place where a failure becomes a status. The caller sees the fault; the log sees the cause. */
public final class FailureHandler implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);

    @Override
    public void handle(RoutingContext request) {
        Caller caller = Caller.of(request);
        Fault fault = fault(request.failure(), request.statusCode());
        log(fault, caller.requestId());
        if (!request.response().ended() && !request.response().closed()) {
            ErrorResponse.of(fault, caller.requestId()).writeTo(request.response());
        }
    }

    private static Fault fault(Throwable failure, int status) {
        if (failure instanceof Fault fault) {
            return fault;
        }
        return of(failure instanceof HttpException http ? http.getStatusCode() : status, failure);
    }

    /** What the web library itself refuses. */
    private static Fault of(int status, Throwable failure) {
        return switch (status) {
            case 400 -> new Fault.InvalidRequest("The request cannot be read: mend it.");
            case 404 -> new Fault.NotFound("There is no such route.");
            case 413 -> new Fault.PayloadTooLarge();
            case 415 -> new Fault.UnsupportedMediaType("the route expects it");
            default -> new Fault.ServerError(StackSketch.of(failure));
        };
    }

    private static void log(Fault fault, String requestId) {
        if (fault.status() == 500) {
            log.atError()
                    .addKeyValue("request_id", requestId)
                    .log("answered 500: {}", fault.detail().orElse(""));
        } else if (fault.detail().isPresent()) {
            log.atInfo()
                    .addKeyValue("request_id", requestId)
                    .log("answered {}: {}", fault.status(), fault.detail().get());
        }
    }
}
