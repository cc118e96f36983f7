package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a form. By RFC 6749 section 3.1 none may stand twice, and one without a value counts as absent. The
 * query string is never part of it.
 */
public final class FormBody {
    private final MultiMap attributes;

    FormBody(MultiMap attributes) {
        this.attributes = attributes;
    }

    /** A parameter that must be there, else {@link Fault.InvalidRequest}. */
    public String required(String name) {
        return optional(name)
                .orElseThrow(() -> new Fault.InvalidRequest("The parameter " + name + " is missing: send it."));
    }

    /** A parameter that may be absent; {@link Fault.InvalidRequest} when it stands twice. */
    public Optional<String> optional(String name) {
        List<String> values = attributes.getAll(name);
        if (values.size() > 1) {
            throw new Fault.InvalidRequest("The parameter " + name + " stands more than once: send it once.");
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }
}
