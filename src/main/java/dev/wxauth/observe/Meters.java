package dev.wxauth.observe;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;

/**
 * Every meter of the program, so that one look tells what is measured and what its labels are: no openid, no token, no path
 * in any of them (contract, section 13). Prometheus adds {@code _total} and {@code _seconds}.
 *
 * <p>Thread-safe.
 */
public final class Meters {
    private final PrometheusMeterRegistry prometheus =
            PrometheusNames.mended(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    private final Registration meters = new Registration(prometheus);
    private final HttpMeters http = new HttpMeters(meters);
    private final WeChatMeters wechat = new WeChatMeters(meters);
    private final RedisMeters redis = new RedisMeters(meters);
    private final LoginMeters logins = new LoginMeters(meters);
    private final ClientMeters clients = new ClientMeters(meters);
    private final SettingMeters settings = new SettingMeters(meters);
    private final Counts<Shed> shed =
            counts("wxauth.shed", "What was refused because there was too much of it.", "reason", Shed.class);

    private Meters() {}

    /** Meters of this process, what the JVM and the log say of themselves among them. */
    public static Meters create() {
        Meters meters = new Meters();
        ProcessMeters.bindTo(meters.meters);
        return meters;
    }

    /** The public port. */
    public HttpMeters http() {
        return http;
    }

    /** The calls to WeChat. */
    public WeChatMeters wechat() {
        return wechat;
    }

    /** The commands to Redis. */
    public RedisMeters redis() {
        return redis;
    }

    /** Logins. */
    public LoginMeters logins() {
        return logins;
    }

    /** Service clients. */
    public ClientMeters clients() {
        return clients;
    }

    /** Settings that change. */
    public SettingMeters settings() {
        return settings;
    }

    /** What was refused because there was too much of it. */
    public enum Shed {
        CONNECTIONS,
        REQUESTS,
        WECHAT
    }

    /** Something was refused because there was too much: {@code wxauth_shed_total}. */
    public void shed(Shed reason) {
        shed.add(reason);
    }

    /** Refreshes, by what came of them: {@code wxauth_refreshes_total}. */
    public <K extends Enum<K>> Counts<K> refreshes(Class<K> results) {
        return counts("wxauth.refreshes", "Refreshes, by what came of them.", "result", results);
    }

    /** Introspections, by what the token turned out to be: {@code wxauth_introspections_total}. */
    public <K extends Enum<K>> Counts<K> introspections(Class<K> results) {
        return counts("wxauth.introspections", "Introspections, by what the token was.", "result", results);
    }

    /** Requests that were one too many, by what they were for: {@code wxauth_rate_limited_total}. */
    public <K extends Enum<K>> Counts<K> rateLimited(Class<K> limits) {
        return counts("wxauth.rate.limited", "Requests that came too often.", "limit", limits);
    }

    /** What was told in the audit trail: {@code wxauth_audit_events_total}. */
    public <K extends Enum<K>> Counts<K> auditEvents(Class<K> events) {
        return counts("wxauth.audit.events", "Lines of the audit trail.", "event", events);
    }

    /** Session_keys that were used, or could not be: {@code wxauth_session_key_used_total}. */
    public <K extends Enum<K>> Counts<K> sessionKeysUsed(Class<K> keys) {
        return counts("wxauth.session.key.used", "Uses of session_keys, by which one it was.", "key", keys);
    }

    private <K extends Enum<K>> Counts<K> counts(String name, String help, String label, Class<K> kinds) {
        return new Counts<>(meters, name, help, label, kinds);
    }

    /** Measures how late this event loop is, until it is closed. */
    public EventLoopDelay watchEventLoop(Vertx vertx) {
        return new EventLoopDelay(vertx, meters);
    }

    /** All of them as Prometheus text (version 0.0.4). Takes milliseconds: for worker threads. */
    public String scrape() {
        return prometheus.scrape();
    }
}
