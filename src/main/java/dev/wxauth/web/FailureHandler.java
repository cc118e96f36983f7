package dev.wxauth.web;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import dev.wxauth.error.OutOfMemory;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Optional;

/**
 * Where a failure of a request becomes a status; what is no request at all never comes here ({@link MalformedRequestHandler}).
 * The caller sees the fault; the log sees the cause.
 */
final class FailureHandler implements Handler<RoutingContext> {
    private final Entrance entrance;
    private final RequestLog log;

    FailureHandler(Entrance entrance, RequestLog log) {
        this.entrance = entrance;
        this.log = log;
    }

    @Override
    public void handle(RoutingContext request) {
        OutOfMemory.endsTheProcess(request.failure());
        if (isGone(request)) {
            return;
        }
        Optional<Fault> refusal = entrance.refusalOfLate(request);
        Caller caller = Visit.of(request).caller();
        Fault fault = refusal.orElseGet(() -> fault(request.failure(), request.statusCode()));
        log.faults().tell(fault, caller);
        if (!request.response().ended()) {
            ErrorResponse.of(fault, caller.requestId()).writeTo(request.response());
        }
    }

    /** A client that went away in the middle of its own request is nobody's fault, and there is nobody to tell. */
    private static boolean isGone(RoutingContext request) {
        return request.response().closed() || request.failure() instanceof HttpClosedException;
    }

    private Fault fault(Throwable failure, int status) {
        if (failure instanceof Fault fault) {
            return fault;
        }
        if (OutOfMemory.isOfDirectMemory(failure)) {
            log.shed().run();
            return Fault.TemporarilyUnavailable.overloaded(Background.of("direct memory is missing"));
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
