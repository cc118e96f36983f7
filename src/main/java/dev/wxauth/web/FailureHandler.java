package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;

/** The only place where a failure becomes a status. The caller sees the fault; the log sees the cause. */
public final class FailureHandler implements Handler<RoutingContext> {
    private final CallerHandler callers;
    private final FaultLog faults;

    FailureHandler(CallerHandler callers, FaultLog faults) {
        this.callers = callers;
        this.faults = faults;
    }

    @Override
    public void handle(RoutingContext request) {
        if (isGone(request)) {
            return;
        }
        Caller caller = callers.callerOf(request);
        Fault fault = fault(request.failure(), request.statusCode());
        faults.tell(fault, caller);
        if (!request.response().ended()) {
            ErrorResponse.of(fault, caller.requestId()).writeTo(request.response());
        }
    }

    /** A client that went away in the middle of its own request is nobody's fault, and there is nobody to tell. */
    private static boolean isGone(RoutingContext request) {
        return request.response().closed() || request.failure() instanceof HttpClosedException;
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
            case BrokenRequestHandler.NO_STATUS, 400 ->
                new Fault.InvalidRequest("The request cannot be read: mend it.");
            case 404 -> new Fault.NotFound("There is no such route.");
            case 415 -> new Fault.UnsupportedMediaType("the route expects it");
            default -> new Fault.ServerError(StackSketch.of(failure));
        };
    }
}
