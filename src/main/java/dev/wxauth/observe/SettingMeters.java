package dev.wxauth.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Settings that change while the program runs, by their path in the configuration file. Thread-safe. */
public final class SettingMeters {
    private final Registration meters;
    private final MultiGauge fingerprints;
    private final Map<String, Instant> inForceSince = new ConcurrentHashMap<>();

    /**
     * What is in force.
     *
     * @param setting its path
     * @param fingerprint tells whether two pods hold the same, and nothing else
     */
    public record InForce(String setting, String fingerprint) {
        private MultiGauge.Row<?> row() {
            return MultiGauge.Row.of(Tags.of("setting", setting, "fingerprint", fingerprint), 1);
        }
    }

    SettingMeters(Registration meters) {
        this.meters = meters;
        this.fingerprints = MultiGauge.builder("wxauth.secret.info")
                .description("1 for the value in force, by a keyed hash that is equal on all pods that hold the same.")
                .register(meters.registry());
    }

    /** A setting that may change is in force since then: {@code wxauth_config_last_reload_timestamp_seconds}. */
    public void startedWith(String setting, Instant since) {
        inForceSince.put(setting, since);
        counter(setting, "ok");
        counter(setting, "refused");
        meters.gauge(
                "wxauth.config.last.reload.timestamp.seconds",
                "When the value in force was taken up, in Unix seconds.",
                Tags.of("setting", setting),
                () -> inForceSince.getOrDefault(setting, Instant.EPOCH).toEpochMilli() / 1000.0);
    }

    /** Its change was taken up: {@code wxauth_config_reloads_total}. */
    public void reloaded(String setting, Instant since) {
        inForceSince.put(setting, since);
        counter(setting, "ok").increment();
    }

    /** Its change was no good. */
    public void refused(String setting) {
        counter(setting, "refused").increment();
    }

    /** What is in force now, all of it: {@code wxauth_secret_info}. */
    public void inForce(List<InForce> settings) {
        fingerprints.register(settings.stream().map(InForce::row).toList(), true);
    }

    private Counter counter(String setting, String result) {
        return meters.counter(
                "wxauth.config.reloads",
                "Changes of settings while the program runs.",
                Tags.of("setting", setting, "result", result));
    }
}
