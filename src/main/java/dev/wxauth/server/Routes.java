package dev.wxauth.server;

import dev.wxauth.server.Resource.Target;
import dev.wxauth.web.AccessLog;
import dev.wxauth.web.Answer;
import dev.wxauth.web.BodyReader;
import dev.wxauth.web.BrokenRequestHandler;
import dev.wxauth.web.CallerHandler;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.FailureHandler;
import dev.wxauth.web.Responder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Collection;
import java.util.List;

/**
 * A router with our rules: exact paths, 405 with {@code Allow} for every other method, bodies of at most 64 KiB, one error
 * shape for everything else.
 */
final class Routes {
    private static final List<Integer> REFUSED_BY_THE_LIBRARY = List.of(400, 404, 500);

    private final Router router;
    private final BodyReader bodies;
    private final RouteTable table = new RouteTable();

    Routes(Vertx vertx, CallerHandler callers, AccessLog accessLog, Lifecycle lifecycle, RequestsUnderWay requests) {
        router = Router.router(vertx);
        bodies = new BodyReader(vertx);
        FailureHandler failures = new FailureHandler(callers);
        REFUSED_BY_THE_LIBRARY.forEach(status -> router.errorHandler(status, failures));
        router.route()
                .handler(callers)
                .handler(accessLog)
                .handler(new BrokenRequestHandler())
                .handler(new Gate(lifecycle, requests))
                .handler(table)
                .handler((PlatformHandler) this::readBody)
                .handler(new Responder(Routes::answer))
                .failureHandler(failures);
    }

    /** A route that reads no body. */
    Routes add(HttpMethod method, String path, Endpoint endpoint) {
        table.add(method.name(), path, new Target(false, endpoint));
        return this;
    }

    /** A route that reads a body. */
    Routes addWithBody(HttpMethod method, String path, Endpoint endpoint) {
        table.add(method.name(), path, new Target(true, endpoint));
        return this;
    }

    /** A route for every method, at this path and everywhere below it, whose bodies nobody reads. */
    Routes addTree(String path, Endpoint endpoint) {
        table.addTree(path, new Target(false, endpoint));
        return this;
    }

    /** The table as a router. */
    Router build() {
        return router;
    }

    /** All that is served. */
    Collection<Resource> resources() {
        return table.resources();
    }

    private void readBody(RoutingContext request) {
        if (RouteTable.targetOf(request).readsBody()) {
            bodies.handle(request);
        } else {
            request.next();
        }
    }

    private static Future<Answer> answer(RoutingContext request) {
        return RouteTable.targetOf(request).endpoint().answer(request);
    }
}
