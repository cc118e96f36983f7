package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The only place where a failure becomes a status. The caller sees the fault; the log sees the cause. */
public final class FailureHandler implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);

    private final CallerHandler callers;
    private final AccessLog access;

    FailureHandler(CallerHandler callers, AccessLog access) {
        this.callers = callers;
        this.access = access;
    }

    @Override
    public void handle(RoutingContext request) {
        if (isGone(request)) {
            return;
        }
        Caller caller = callers.callerOf(request);
        Fault fault = fault(request.failure(), request.statusCode());
        log(fault, caller);
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

    private void log(Fault fault, Caller caller) {
        if (fault.status() >= 500 || fault.detail().isPresent()) {
            Level level = access.levelOf(level(fault));
            LogMembers.add(log.atLevel(level).addKeyValue("request_id", caller.requestId()), caller, Optional.of(fault))
                    .log("answered {}: {}", fault.status(), fault.detail().orElse("no more is known"));
        }
    }

    /** What must be mended here is an error; what others must mend is a warning where it kept a request from its answer. */
    private static Level level(Fault fault) {
        if (fault.status() == 500 || fault.background().operators()) {
            return Level.ERROR;
        }
        return fault.status() > 500 ? Level.WARN : Level.INFO;
    }
}
