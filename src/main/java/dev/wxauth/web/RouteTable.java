package dev.wxauth.web;

import dev.wxauth.web.Resource.Target;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what serves a request: by its path exactly as it was written (contract, section 2), and then by its method. The
 * library's own routes are lenient: they take a slash more or less, dots, and letters in percent-encoding, and fail where an
 * encoding is broken, so that they can neither be exact nor take whatever stands below a path.
 */
final class RouteTable {
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
        grow(path, Resource.forEveryMethod(path, target));
    }

    private void grow(String path, Resource resource) {
        resources.put(path, resource);
        byPath.put(path, resource);
        families.add(new Family(PathPattern.below(path), resource));
    }

    /** Takes one method at this path and everywhere below it. */
    void addTree(String method, String path, Target target) {
        Resource resource = Resource.at(path);
        resource.put(method, target);
        grow(path, resource);
    }

    /** All that is served, in the order of the table. */
    Collection<Resource> resources() {
        return resources.values();
    }

    /** Finds the resource that a request is for, and names its route, also for one that is not let in. */
    void find(RoutingContext request, Visit visit) {
        find(request.request().path(), request).ifPresent(visit::isFor);
    }

    /** There is no path where the target has none, as with {@code GET ?}. */
    private Optional<Resource> find(@Nullable String path, RoutingContext request) {
        return path == null
                ? Optional.empty()
                : Optional.ofNullable(byPath.get(path)).or(() -> findFamily(path, request.pathParams()));
    }

    private Optional<Resource> findFamily(String path, Map<String, String> parameters) {
        return families.stream()
                .filter(family -> family.pattern().matches(path, parameters))
                .findFirst()
                .map(Family::resource);
    }
}
