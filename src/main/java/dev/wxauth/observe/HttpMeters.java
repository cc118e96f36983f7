package dev.wxauth.observe;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The public port's requests, under the names that Micrometer gives to those of any server, so that common dashboards work
 * unmodified. Thread-safe.
 */
public final class HttpMeters {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

    private final Registration meters;
    private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();

    private record Answered(String method, String uri, int status) {}

    HttpMeters(Registration meters) {
        this.meters = meters;
    }

    /** A method that everybody knows, or "other": anybody can make up one, as long as he likes, and write into it what he likes. */
    public static String known(String method) {
        return METHODS.contains(method) ? method : Registration.OTHER;
    }

    /**
     * A request was answered: {@code http_server_requests_seconds}.
     *
     * @param uri the pattern of its route, or "other", and never what was sent
     */
    public void request(String method, String uri, int status, long nanos) {
        timer(method, uri, status).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Such an answer will be given now and then: it is shown from the start, with the number 0. */
    public void expect(String method, String uri, int status) {
        timer(method, uri, status);
    }

    private Timer timer(String method, String uri, int status) {
        return requests.computeIfAbsent(new Answered(known(method), uri, status), this::timer);
    }

    private Timer timer(Answered answered) {
        Tags labels = Tags.of(
                "method",
                answered.method,
                "uri",
                answered.uri,
                "status",
                Integer.toString(answered.status),
                "outcome",
                Outcome.forStatus(answered.status).name());
        return meters.timer("http.server.requests", "Requests of the public port.", labels);
    }

    /** How many requests are under way: {@code http_server_requests_active}. */
    public void active(IntSupplier active) {
        meters.gauge(
                "http.server.requests.active",
                "Requests under way on the public port.",
                Tags.empty(),
                active::getAsInt);
    }

    /** How many connections there are: {@code wxauth_connections}. */
    public void connections(IntSupplier open) {
        meters.gauge("wxauth.connections", "Connections of the public port.", Tags.empty(), open::getAsInt);
    }
}
