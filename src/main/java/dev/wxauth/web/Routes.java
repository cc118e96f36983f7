package dev.wxauth.web;

import dev.wxauth.web.Resource.Target;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A router with our rules: exact paths, 405 with {@code Allow} for every other method, bodies of at most 64 KiB, one error
 * shape for everything else.
 */
public final class Routes {
    private static final List<Integer> REFUSED_BY_THE_LIBRARY = List.of(400, 404, 500);

    private final Router router;
    private final BodyReader bodies;
    private final RouteTable table = new RouteTable();

    /**
     * Makes a table without a route.
     *
     * @param addresses what tells the clients' addresses
     * @param log what is told of requests
     * @param gate what lets requests in
     */
    public Routes(Vertx vertx, ClientAddress addresses, RequestLog log, Gate gate) {
        Entrance entrance = new Entrance(new Callers(addresses), log.access(), table, gate);
        router = Router.router(vertx);
        bodies = new BodyReader();
        FailureHandler failures = new FailureHandler(entrance, log);
        REFUSED_BY_THE_LIBRARY.forEach(status -> router.errorHandler(status, failures));
        router.route()
                .handler(new BrokenRequestHandler())
                .handler(entrance)
                .handler((PlatformHandler) this::choose)
                .handler(new Responder())
                .failureHandler(failures);
    }

    /** A route that reads no body. */
    public Routes add(HttpMethod method, String path, Endpoint endpoint) {
        table.add(method.name(), path, new Target(false, endpoint));
        return this;
    }

    /** A route that answers GET, and HEAD as GET without the body. */
    public Routes addRead(String path, Endpoint endpoint) {
        return add(HttpMethod.GET, path, endpoint).add(HttpMethod.HEAD, path, endpoint);
    }

    /** A route that reads a body. */
    public Routes addWithBody(HttpMethod method, String path, Endpoint endpoint) {
        table.add(method.name(), path, new Target(true, endpoint));
        return this;
    }

    /** A route for every method, at this path and everywhere below it, whose bodies nobody reads. */
    public Routes addTree(String path, Endpoint endpoint) {
        table.addTree(path, new Target(false, endpoint));
        return this;
    }

    /** A route for one method, at this path and everywhere below it. */
    public Routes addTree(HttpMethod method, String path, Endpoint endpoint) {
        table.addTree(method.name(), path, new Target(false, endpoint));
        return this;
    }

    /** The table as a router. */
    public Router build() {
        return router;
    }

    /** The methods that are served at each path, by its pattern; none for a path that takes every method. */
    public Map<String, Set<String>> served() {
        return table.resources().stream().collect(Collectors.toMap(Resource::path, Resource::methods));
    }

    /** Goes on with what serves the method of a request that was let in, and has its body read where it wants that. */
    private void choose(RoutingContext request) {
        Visit visit = Visit.of(request);
        if (visit.choose(request.request().method().name()).readsBody()) {
            bodies.read(request, visit);
        } else {
            request.next();
        }
    }
}
