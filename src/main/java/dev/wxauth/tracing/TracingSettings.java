package dev.wxauth.tracing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operator says of tracing, by OpenTelemetry's own variables ({@code OTEL_...}). An endpoint turns it on. It prints
 * none of them: {@code OTEL_EXPORTER_OTLP_HEADERS} holds credentials.
 */
public final class TracingSettings {
    private static final Pattern NAME = Pattern.compile("OTEL_[A-Z0-9_]+");
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final String DISABLED = "OTEL_SDK_DISABLED";
    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private static final String TRACES_PROTOCOL = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";
    private static final String FILE = "OTEL_CONFIG_FILE";
    private static final String HTTP = "http/protobuf";

    /** Of what the library could do, this is all that is in the program. */
    private static final Map<String, String> ONLY = Map.of(EXPORTER, "otlp", PROTOCOL, HTTP, TRACES_PROTOCOL, HTTP);

    private static final String OTHER_PROTOCOL = ": must be " + HTTP + ", for which collectors listen on port 4318";
    private static final Map<String, String> REFUSED = Map.of(
            EXPORTER,
            ": must be otlp or none",
            PROTOCOL,
            OTHER_PROTOCOL,
            TRACES_PROTOCOL,
            OTHER_PROTOCOL,
            FILE,
            ": no such file is read here; use the other variables");

    private final Map<String, String> variables;

    private TracingSettings(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Picks the variables out of the environment; an empty one is the same as none. */
    public static TracingSettings of(Map<String, String> environment) {
        return new TracingSettings(environment.entrySet().stream()
                .filter(variable -> NAME.matcher(variable.getKey()).matches())
                .filter(variable -> !variable.getValue().isBlank())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, variable -> variable.getValue().strip())));
    }

    /** Whether spans leave. */
    public boolean isOn() {
        return (variables.containsKey(ENDPOINT) || variables.containsKey(TRACES_ENDPOINT))
                && !variables.getOrDefault(DISABLED, "").equalsIgnoreCase("true")
                && !exporter().equals("none");
    }

    private String exporter() {
        return variables.getOrDefault(EXPORTER, "otlp");
    }

    /** What cannot be used of them. Blocks: for the start only. */
    public List<String> faults() {
        return isOn() ? Stream.concat(refused(), unusable()).toList() : List.of();
    }

    /** What the library could do, and this program does not. */
    private Stream<String> refused() {
        return variables.keySet().stream().sorted().filter(this::isRefused).map(name -> name + REFUSED.get(name));
    }

    private boolean isRefused(String name) {
        return REFUSED.containsKey(name) && !Objects.equals(ONLY.get(name), variables.get(name));
    }

    private Stream<String> unusable() {
        return OtlpTracing.unusable(properties()).stream()
                .map(name -> variable(name) + ": is nothing that OpenTelemetry can use");
    }

    /** By the names of the library's own properties; what may have one value only goes without saying. */
    Map<String, String> properties() {
        return variables.entrySet().stream()
                .filter(variable -> !REFUSED.containsKey(variable.getKey()))
                .collect(Collectors.toMap(variable -> property(variable.getKey()), Map.Entry::getValue));
    }

    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    @Override
    public String toString() {
        return "TracingSettings[" + (isOn() ? "on" : "off") + "]";
    }
}
