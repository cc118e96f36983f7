package dev.wxauth.web;

import dev.wxauth.error.Fault;
import dev.wxauth.web.Resource.Target;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what serves a request: by its path exactly as it was written (contract, section 2), and then by its method. The
 * library's own routes are lenient: they take a slash more or less, dots, and letters in percent-encoding, and fail where an
 * encoding is broken, so that they can neither be exact nor take whatever stands below a path.
 */
final class RouteTable implements PlatformHandler {
    private static final String KEY = RouteTable.class.getName();

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, Resource> byPath = new HashMap<>();
    private final List<Family> families = new ArrayList<>();

    /** A resource with many paths. */
    private record Family(PathPattern pattern, Resource resource) {}

    void add(String method, String path, Target target) {
        resources.computeIfAbsent(path, this::enter).put(method, target);
    }

    private Resource enter(String path) {
        Resource resource = Resource.at(path);
        if (PathPattern.hasParameters(path)) {
            families.add(new Family(PathPattern.of(path), resource));
        } else {
            byPath.put(path, resource);
        }
        return resource;
    }

    /** Takes every method at this path and everywhere below it. */
    void addTree(String path, Target target) {
        Resource resource = Resource.forEveryMethod(path, target);
        resources.put(path, resource);
        byPath.put(path, resource);
        families.add(new Family(PathPattern.below(path), resource));
    }

    /** All that is served, in the order of the table. */
    Collection<Resource> resources() {
        return resources.values();
    }

    @Override
    public void handle(RoutingContext request) {
        Resource resource = find(request);
        RouteName.set(request, resource.path());
        request.put(KEY, resource.get(request.request().method().name()));
        request.next();
    }

    private Resource find(RoutingContext request) {
        String path = request.request().path();
        Resource resource = byPath.get(path);
        return resource != null ? resource : findFamily(path, request.pathParams());
    }

    private Resource findFamily(String path, Map<String, String> parameters) {
        return families.stream()
                .filter(family -> family.pattern().matches(path, parameters))
                .findFirst()
                .map(Family::resource)
                .orElseThrow(() -> new Fault.NotFound("There is no such route."));
    }

    /** What was found to serve a request. */
    static Target targetOf(RoutingContext request) {
        return request.get(KEY);
    }
}
