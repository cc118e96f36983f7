package dev.wxauth.observe;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Every meter of the program by its name, so that one look tells what is measured and what its labels are: no openid, no
 * token, no path in any of them. Prometheus adds {@code _total} and {@code _seconds}.
 *
 * <p>Thread-safe.
 */
public final class Meters {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final Map<Shed, Counter> shed =
            Stream.of(Shed.values()).collect(Collectors.toUnmodifiableMap(Function.identity(), this::counter));

    private Meters() {}

    /** Meters of this process, what the log loses among them. */
    public static Meters create() {
        Meters meters = new Meters();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            new LogDrops(logs).bindTo(meters.registry);
        }
        return meters;
    }

    /** What was refused because there was too much of it. */
    public enum Shed {
        CONNECTIONS,
        REQUESTS,
        WECHAT
    }

    /** Something was refused because there was too much: {@code wxauth_shed}, from 0 on, by what there was too much of. */
    public void shed(Shed reason) {
        Objects.requireNonNull(shed.get(reason), "each reason is counted").increment();
    }

    private Counter counter(Shed reason) {
        return Counter.builder("wxauth_shed")
                .description("What was refused because there was too much of it.")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    /** How many connections the public port has: {@code wxauth_connections}. */
    public void connections(IntSupplier open) {
        gauge("wxauth_connections", "Connections of the public port.", open);
    }

    /** How many requests are under way on the public port: {@code http_server_requests_active}. */
    public void requestsActive(IntSupplier active) {
        gauge("http_server_requests_active", "Requests under way on the public port.", active);
    }

    private void gauge(String name, String description, IntSupplier value) {
        Gauge.builder(name, value, IntSupplier::getAsInt)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** A request was answered: {@code wxauth_http_requests}, by the route's pattern. */
    public void request(String route, int status, long nanos) {
        registry.timer("wxauth_http_requests", Tags.of("route", route, "status", Integer.toString(status)))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** WeChat was called: {@code wxauth_wechat_calls}. */
    public void wechatCall(String path, String outcome, long nanos) {
        registry.timer("wxauth_wechat_calls", Tags.of("path", path, "outcome", outcome))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Something was told in the audit trail: {@code wxauth_audit_events}. */
    public void auditEvent(String event) {
        registry.counter("wxauth_audit_events", "event", event).increment();
    }

    /** A session_key was used, or could not be: {@code wxauth_session_key_used}, by which one it was. */
    public void sessionKeyUsed(String key) {
        registry.counter("wxauth_session_key_used", "key", key).increment();
    }

    /** The changed file of a setting was refused: {@code wxauth_config_refused}. */
    public void configRefused(String setting) {
        registry.counter("wxauth_config_refused", "setting", setting).increment();
    }

    /** All of them as Prometheus text (version 0.0.4). */
    public String scrape() {
        return registry.scrape();
    }
}
