package dev.wxauth.observe;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The process itself: its JVM, its log, and which version it is. */
final class ProcessMeters {
    private ProcessMeters() {}

    static void bindTo(Registration meters) {
        Stream.of(
                        new ClassLoaderMetrics(),
                        new JvmGcMetrics(),
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new FileDescriptorMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics())
                .forEach(binder -> bind(binder, meters.registry()));
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            bind(new LogbackMetrics(Tags.empty(), logs), meters.registry());
            bind(new LogDrops(logs), meters.registry());
        }
        meters.gauge("wxauth.build.info", "1, for the version that runs.", Tags.of("version", version()), () -> 1);
    }

    private static void bind(MeterBinder binder, MeterRegistry registry) {
        binder.bindTo(registry);
    }

    /** As the jar's manifest names it; classes outside a jar have none. */
    private static String version() {
        return Objects.requireNonNullElse(ProcessMeters.class.getPackage().getImplementationVersion(), "unknown");
    }
}
