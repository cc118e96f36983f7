package dev.wxauth.web;

import dev.wxauth.error.Fault;
import dev.wxauth.observe.HttpMeters;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line and one measurement a request. The line names the route's pattern and never the path or the query that was
 * sent: people put secrets there. Where WeChat refused, it has WeChat's number and rid.
 */
final class AccessLog {
    private static final Logger log = LoggerFactory.getLogger("access");

    /** By nginx's number for it: the client went away before it was answered. */
    private static final int CLIENT_GONE = 499;

    private final Level level;
    private final @Nullable HttpMeters meters;

    /** What was asked and answered, as far as a line may tell it. */
    private record Exchange(String method, String route, int status, long nanos) {}

    private AccessLog(Level level, @Nullable HttpMeters meters) {
        this.level = level;
        this.meters = meters;
    }

    /** For the port that the world knows. */
    public static AccessLog ofPublicPort(HttpMeters meters) {
        return new AccessLog(Level.INFO, meters);
    }

    /** For the port of probes and scrapes, which come all the time and are nobody's business. */
    public static AccessLog ofManagementPort() {
        return new AccessLog(Level.DEBUG, null);
    }

    /** Begins to measure a request, whose line will be written when it has ended. */
    void begin(RoutingContext request, Visit visit) {
        long start = System.nanoTime();
        request.addEndHandler(ended -> end(request, visit, start, ended.succeeded()));
    }

    /** The library says of a request that broke its framing that it has ended, and only then has it answered. */
    private void end(RoutingContext request, Visit visit, long start, boolean complete) {
        if (complete || request.response().closed()) {
            write(request, visit, System.nanoTime() - start, complete);
        } else {
            request.vertx()
                    .runOnContext(answered -> write(
                            request,
                            visit,
                            System.nanoTime() - start,
                            request.response().ended()));
        }
    }

    private void write(RoutingContext request, Visit visit, long nanos, boolean complete) {
        boolean answered = complete || request.response().headWritten();
        int status = answered ? request.response().getStatusCode() : CLIENT_GONE;
        Exchange told = new Exchange(request.request().method().name(), visit.route(), status, nanos);
        measured(told, visit.caller(), why(request, visit)).log(complete ? "request" : "request, answer lost");
    }

    /** What came could not be read as a request, and is answered with this. Nobody knows since when it came. */
    void refused(Caller caller, String method, int status) {
        measured(new Exchange(method, Visit.NO_ROUTE, status, 0), caller, Optional.empty())
                .log("request, not read");
    }

    private LoggingEventBuilder measured(Exchange told, Caller caller, Optional<Fault> why) {
        if (meters != null) {
            meters.request(told.method, told.route, told.status, told.nanos);
        }
        return LogMembers.add(log.atLevel(level), caller, why)
                .addKeyValue("method", HttpMeters.known(told.method))
                .addKeyValue("route", told.route)
                .addKeyValue("status", told.status)
                .addKeyValue("micros", TimeUnit.NANOSECONDS.toMicros(told.nanos))
                .addKeyValue("client", caller.address());
    }

    /** The fault that is the answer, or that was made one of the answers of the route. */
    private static Optional<Fault> why(RoutingContext request, Visit visit) {
        return request.failure() instanceof Fault fault ? Optional.of(fault) : visit.reason();
    }
}
