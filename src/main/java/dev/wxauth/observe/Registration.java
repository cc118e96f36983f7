package dev.wxauth.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Registers meters. None goes without a sentence of help, and every time is a histogram with the same buckets, so that one
 * dashboard query fits all.
 *
 * @param registry where they are kept; thread-safe
 */
record Registration(MeterRegistry registry) {
    /** What stands in a label in place of a value that nobody knows: whoever calls must not make up new ones. */
    static final String OTHER = "other";

    private static final Duration[] BUCKETS = LongStream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    Counter counter(String name, String help, Tags labels) {
        return Counter.builder(name).description(help).tags(labels).register(registry);
    }

    Timer timer(String name, String help, Tags labels) {
        return Timer.builder(name)
                .description(help)
                .tags(labels)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** A second one of the same name and labels is the first one still. */
    void gauge(String name, String help, Tags labels, Value value) {
        Gauge.builder(name, value, Value::now)
                .description(help)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    /** What a gauge shows, read at each scrape and by any thread. */
    @FunctionalInterface
    interface Value {
        double now();
    }
}
