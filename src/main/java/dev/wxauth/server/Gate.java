package dev.wxauth.server;

import dev.wxauth.error.Fault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.regex.Pattern;

/** Lets a request in: while the process is not closing, and by a path that is written exactly as it is served. */
final class Gate implements PlatformHandler {
    private static final Pattern EXACT = Pattern.compile("(/\\.well-known)?(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    private final Lifecycle lifecycle;

    Gate(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public void handle(RoutingContext request) {
        if (lifecycle.isStopping()) {
            // Who keeps connections open learns in time that this one will end.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (lifecycle.isClosing()) {
            request.fail(Fault.TemporarilyUnavailable.because("shutting down"));
        } else if (!isExact(request.request().path())) {
            request.fail(new Fault.NotFound("There is no such route."));
        } else {
            request.next();
        }
    }

    /** The router is lenient: it would take a trailing slash, a doubled one, dots, and letters in percent-encoding. */
    private static boolean isExact(String path) {
        return path != null && EXACT.matcher(path).matches();
    }
}
