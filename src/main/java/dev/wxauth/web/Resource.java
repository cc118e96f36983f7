package dev.wxauth.web;

import dev.wxauth.error.Fault;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is served at one path, by method. */
final class Resource {
    /**
     * What serves a request.
     *
     * @param readsBody whether it has its body read first
     */
    record Target(boolean readsBody, Endpoint endpoint) {}

    private final String path;
    private final @Nullable Target everyMethod;
    private final Map<String, Target> byMethod = new TreeMap<>();

    private Resource(String path, @Nullable Target everyMethod) {
        this.path = path;
        this.everyMethod = everyMethod;
    }

    /** Serves the methods that will be put in. */
    static Resource at(String path) {
        return new Resource(path, null);
    }

    /** Serves every method alike. */
    static Resource forEveryMethod(String path, Target target) {
        return new Resource(path, target);
    }

    void put(String method, Target target) {
        byMethod.put(method, target);
    }

    /** The path as text, by which it is known in logs. */
    String path() {
        return path;
    }

    /** What serves this method; {@link Fault.MethodNotAllowed} when nothing does. */
    Target get(String method) {
        Target target = byMethod.containsKey(method) ? byMethod.get(method) : everyMethod;
        if (target == null) {
            throw new Fault.MethodNotAllowed(String.join(", ", byMethod.keySet()));
        }
        return target;
    }

    /** The methods that are served; empty for every method. */
    Set<String> methods() {
        return byMethod.keySet();
    }
}
