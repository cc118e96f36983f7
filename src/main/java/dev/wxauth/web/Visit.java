package dev.wxauth.web;

import dev.wxauth.error.Fault;
import dev.wxauth.tracing.Trace;
import dev.wxauth.web.Resource.Target;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request while it is served: who asks, which route it is for, what it sent, and why it is answered as it
 * is. All of it in one object, since each thing that is looked up in the library's context by its name costs every request.
 *
 * <p>Not thread-safe: all calls come from the request's event loop.
 */
final class Visit {
    /** The route of what no route serves. */
    static final String NO_ROUTE = "other";

    private static final String KEY = Visit.class.getName();

    private Caller caller;
    private String route = NO_ROUTE;
    private @Nullable Resource resource;
    private @Nullable Target target;
    private HeldMemory.@Nullable Part memory;
    private @Nullable Buffer body;
    private @Nullable Fault reason;

    private Visit(Caller caller) {
        this.caller = caller;
    }

    /** Begins with who asks. */
    static Visit begin(RoutingContext request, Caller caller) {
        Visit visit = new Visit(caller);
        request.put(KEY, visit);
        return visit;
    }

    /** Of a request that has passed {@link Entrance}. */
    static Visit of(RoutingContext request) {
        return request.get(KEY);
    }

    static boolean hasBegun(RoutingContext request) {
        return Visit.of(request) != null;
    }

    Caller caller() {
        return caller;
    }

    /** More is known of who asks. */
    void isOf(Caller better) {
        caller = better;
    }

    /** This serves it: by its pattern it is known to the access log and the trace, for a path may hold what nobody should read. */
    void isFor(Resource found) {
        resource = found;
        nameRoute(found.path());
    }

    /** No route serves it, whatever its path. */
    void isForNothing() {
        nameRoute(NO_ROUTE);
    }

    private void nameRoute(String pattern) {
        route = pattern;
        Trace.here().servedBy(pattern);
    }

    String route() {
        return route;
    }

    /** Goes on with what serves the request's method; throws the fault that is the answer where there is none. */
    Target choose(String method) {
        if (resource == null) {
            throw new Fault.NotFound("There is no such route.");
        }
        target = resource.get(method);
        return target;
    }

    Target target() {
        return Objects.requireNonNull(target, "the request was let in, and its route found");
    }

    /** What it sends is counted here. */
    void isCountedBy(HeldMemory.Part part) {
        memory = part;
    }

    /** Whether there is memory for so many bytes more of its body, which is held until the request has ended. */
    boolean hasMemoryFor(int bytes) {
        return Objects.requireNonNull(memory, "the request was let in").grow(2L * bytes);
    }

    /** A piece of its body has come, which is kept: it is a buffer of its own. */
    void sends(Buffer piece) {
        body = body == null ? piece : body.appendBuffer(piece);
    }

    /** Its body as far as it has come; empty when there is none. */
    Buffer body() {
        return body == null ? Buffer.buffer() : body;
    }

    int bodyLength() {
        return body == null ? 0 : body.length();
    }

    /** Why it is answered as it is, though that is no failure. */
    void isAnsweredBecause(Fault fault) {
        reason = fault;
    }

    Optional<Fault> reason() {
        return Optional.ofNullable(reason);
    }
}
