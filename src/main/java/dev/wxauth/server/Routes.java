package dev.wxauth.server;

import dev.wxauth.error.Fault;
import dev.wxauth.web.AccessLog;
import dev.wxauth.web.BodyReader;
import dev.wxauth.web.BrokenRequestHandler;
import dev.wxauth.web.CallerHandler;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.FailureHandler;
import dev.wxauth.web.Responder;
import dev.wxauth.web.RouteName;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A router with our rules: exact paths, 405 with {@code Allow} for every other method, bodies of at most 64 KiB, one error
 * shape for everything else.
 */
final class Routes {
    private static final List<Integer> REFUSED_BY_THE_LIBRARY = List.of(400, 404, 405, 415, 500);

    private final Router router;
    private final BodyReader bodies;
    private final FailureHandler failures;
    private final Map<String, Set<String>> methods = new LinkedHashMap<>();

    Routes(Vertx vertx, CallerHandler callers, AccessLog accessLog, Lifecycle lifecycle) {
        router = Router.router(vertx);
        bodies = new BodyReader(vertx);
        failures = new FailureHandler(callers);
        REFUSED_BY_THE_LIBRARY.forEach(status -> router.errorHandler(status, failures));
        router.route()
                .handler(callers)
                .handler(accessLog)
                .handler(new BrokenRequestHandler())
                .handler(new Gate(lifecycle))
                .failureHandler(failures);
    }

    /** A route that reads no body. */
    Routes add(HttpMethod method, String path, Endpoint endpoint) {
        note(method, path);
        router.route(method, path).handler(new RouteName(path)).handler(new Responder(endpoint));
        return this;
    }

    /** A route that reads a body. */
    Routes addWithBody(HttpMethod method, String path, Endpoint endpoint) {
        note(method, path);
        router.route(method, path).handler(new RouteName(path)).handler(bodies).handler(new Responder(endpoint));
        return this;
    }

    /** A route for every method, whose bodies nobody reads. */
    Routes addAnyMethod(String path, Endpoint endpoint) {
        router.route(path).handler(new RouteName(path)).handler(new Responder(endpoint));
        return this;
    }

    /** Ends the table: what is not in it is 405 or 404. */
    Router build() {
        methods.forEach(this::refuseOtherMethods);
        router.route().handler(request -> request.fail(new Fault.NotFound("There is no such route.")));
        return router;
    }

    private void note(HttpMethod method, String path) {
        methods.computeIfAbsent(path, known -> new TreeSet<>()).add(method.name());
    }

    private void refuseOtherMethods(String path, Set<String> allowed) {
        String allow = allowed.stream().collect(Collectors.joining(", "));
        router.route(path).handler(new RouteName(path)).handler(request -> refuse(request, allow));
    }

    private static void refuse(RoutingContext request, String allow) {
        request.fail(new Fault.MethodNotAllowed(allow));
    }
}
