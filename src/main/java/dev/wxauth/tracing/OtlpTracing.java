package dev.wxauth.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.internal.AutoConfigureUtil;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import io.vertx.core.VertxBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Spans that leave by OTLP, as OpenTelemetry's variables say. Only spans: its metrics and logs stay off, for we have our
 * own, and so do all propagators but W3C's.
 */
final class OtlpTracing implements Tracing {
    /** It writes for itself, in no form of ours; what there is to say {@link ReportedExporter} says. Held, or it is forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final String NAMELESS = "unknown_service";
    private static final Map<String, String> DEFAULTS = Map.of("otel.exporter.otlp.protocol", "http/protobuf");
    private static final Map<String, String> FIXED = Map.of(
            "otel.traces.exporter", "otlp",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.propagators", "tracecontext");

    private final OpenTelemetrySdk sdk;

    private OtlpTracing(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    static OtlpTracing start(TracingSettings settings) {
        return new OtlpTracing(build(settings.properties()));
    }

    /**
     * The end of the process is ours: a hook of the library would close the exporter while requests are still served. And it
     * reads what it is handed, not the environment, where it would take an empty variable for a value.
     */
    private static OpenTelemetrySdk build(Map<String, String> properties) {
        LIBRARY.setLevel(Level.OFF);
        AutoConfiguredOpenTelemetrySdkBuilder builder = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addResourceCustomizer((resource, given) -> named(resource))
                .addSpanExporterCustomizer((exporter, given) -> new ReportedExporter(exporter));
        AutoConfigureUtil.setConfigPropertiesCustomizer(builder, environment -> given(properties));
        return builder.build().getOpenTelemetrySdk();
    }

    private static ConfigProperties given(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        all.putAll(properties);
        all.putAll(FIXED);
        return DefaultConfigProperties.createFromMap(all);
    }

    private static Resource named(Resource resource) {
        String name = resource.getAttribute(SERVICE);
        return name == null || name.startsWith(NAMELESS)
                ? resource.toBuilder().put(SERVICE, "wxauth").build()
                : resource;
    }

    /**
     * Which properties the library cannot use. It tells by being built, in words that show the value; so where it does not
     * like all of them, they are tried one after the other.
     */
    static List<String> unusable(Map<String, String> properties) {
        return isUsable(properties) ? List.of() : tried(properties);
    }

    private static List<String> tried(Map<String, String> properties) {
        Map<String, String> usable = new HashMap<>();
        List<String> unusable = new ArrayList<>();
        for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
            usable.put(property.getKey(), property.getValue());
            if (!isUsable(usable)) {
                usable.remove(property.getKey());
                unusable.add(property.getKey());
            }
        }
        return unusable;
    }

    private static boolean isUsable(Map<String, String> properties) {
        try {
            build(properties).close();
            return true;
        } catch (ConfigurationException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public VertxBuilder in(VertxBuilder builder) {
        return builder.withTracer(options -> new RequestTracer(sdk));
    }

    @Override
    public void close(Duration patience) {
        sdk.getSdkTracerProvider().shutdown().join(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
