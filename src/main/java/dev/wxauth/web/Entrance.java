package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Optional;

/**
 * What each request passes first, whatever it asks: it gets its {@link Caller}, its line and its measurement begin, its
 * route is named, and then the gate lets it in or not. The library refuses some requests before any handler sees them, such
 * as those whose target is no path; they pass here on their way to the {@link FailureHandler}.
 */
final class Entrance implements PlatformHandler {
    private final Callers callers;
    private final AccessLog access;
    private final RouteTable table;
    private final Gate gate;

    Entrance(Callers callers, AccessLog access, RouteTable table, Gate gate) {
        this.callers = callers;
        this.access = access;
        this.table = table;
        this.gate = gate;
    }

    @Override
    public void handle(RoutingContext request) {
        enter(request).ifPresentOrElse(request::fail, request::next);
    }

    /** What a request that failed is answered in place of its failure: something only where it comes here no sooner than now. */
    Optional<Fault> refusalOfLate(RoutingContext request) {
        return Visit.hasBegun(request) ? Optional.empty() : enter(request);
    }

    private Optional<Fault> enter(RoutingContext request) {
        Visit visit = Visit.begin(request, callers.name(request));
        access.begin(request, visit);
        table.find(request, visit);
        Optional<Fault> refusal = gate.refusal(request, visit);
        refusal.ifPresent(visit::isAnsweredBecause);
        return refusal;
    }
}
