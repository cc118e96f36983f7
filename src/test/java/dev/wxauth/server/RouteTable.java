package dev.wxauth.server;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The routes of the public port as the router itself knows them. */
final class RouteTable {
    private static final Set<String> EVERY =
            Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");

    private RouteTable() {}

    /** Path to methods in lower case, written as OpenAPI writes them. */
    static Map<String, Set<String>> of(Router router) {
        Map<String, Set<String>> table = new TreeMap<>();
        for (Route route : router.getRoutes()) {
            if (route.getPath() != null) {
                table.computeIfAbsent(path(route), path -> new TreeSet<>()).addAll(methods(route));
            }
        }
        table.values().stream().filter(Set::isEmpty).forEach(methods -> methods.addAll(EVERY));
        return table;
    }

    private static String path(Route route) {
        return route.getPath().replaceAll(":([a-z_]+)", "{$1}");
    }

    /** None for a route that takes every method, which is also the one that refuses what the others leave. */
    private static Set<String> methods(Route route) {
        return route.methods() == null
                ? Set.of()
                : route.methods().stream()
                        .map(method -> method.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
    }
}
