package dev.wxauth.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * Mends two of the library's names, which break Prometheus' rules: {@code system_cpu_count} looks like a part of a
 * histogram, and {@code process_cpu_time_ns_total} is not in seconds.
 */
final class PrometheusNames implements MeterFilter {
    private PrometheusNames() {}

    /** The same registry, in which nothing is registered yet. */
    static <R extends MeterRegistry> R mended(R registry) {
        registry.config().meterFilter(new PrometheusNames());
        FunctionCounter.builder(
                        "process.cpu", ManagementFactory.getOperatingSystemMXBean(), PrometheusNames::cpuSeconds)
                .description("Time of all CPUs that the process has used.")
                .baseUnit("seconds")
                .register(registry);
        return registry;
    }

    private static double cpuSeconds(OperatingSystemMXBean system) {
        return system instanceof com.sun.management.OperatingSystemMXBean known ? known.getProcessCpuTime() / 1e9 : 0;
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().equals("process.cpu.time") ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
    }
}
