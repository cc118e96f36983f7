package dev.wxauth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingSettingsTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String URL = "http://127.0.0.1:9";

    @Test
    void anEndpointTurnsItOn() {
        assertThat(TracingSettings.of(Map.of(ENDPOINT, URL)).isOn()).isTrue();
        assertThat(TracingSettings.of(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", URL + "/v1/traces"))
                        .isOn())
                .isTrue();
        assertThat(TracingSettings.of(Map.of()).isOn()).isFalse();
        assertThat(TracingSettings.of(Map.of(ENDPOINT, " ")).isOn()).isFalse();
        assertThat(TracingSettings.of(Map.of("OTEL_SERVICE_NAME", "mine")).isOn())
                .isFalse();
        assertThat(TracingSettings.of(Map.of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", URL))
                        .isOn())
                .isFalse();
    }

    @Test
    void theStandardVariablesTurnItOff() {
        assertThat(TracingSettings.of(Map.of(ENDPOINT, URL, "OTEL_SDK_DISABLED", "TRUE"))
                        .isOn())
                .isFalse();
        assertThat(TracingSettings.of(Map.of(ENDPOINT, URL, "OTEL_TRACES_EXPORTER", "none"))
                        .isOn())
                .isFalse();
    }

    @Test
    void whatIsRightHasNoFault() {
        Map<String, String> right = Map.of(
                ENDPOINT,
                "https://collector.example.com:4318/prefix",
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "authorization=Bearer%20secret",
                "OTEL_EXPORTER_OTLP_COMPRESSION",
                "gzip",
                "OTEL_TRACES_SAMPLER",
                "parentbased_traceidratio",
                "OTEL_TRACES_SAMPLER_ARG",
                "0.1",
                "OTEL_METRICS_EXPORTER",
                "prometheus");
        assertThat(TracingSettings.of(right).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT, secret-place",
        "OTEL_EXPORTER_OTLP_ENDPOINT, ftp://secret-place",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector?secret-query",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, secret-place",
        "OTEL_EXPORTER_OTLP_HEADERS, secret-without-a-name",
        "OTEL_EXPORTER_OTLP_HEADERS, x-token=secret%zz",
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, secret",
        "OTEL_EXPORTER_OTLP_TIMEOUT, secret",
        "OTEL_EXPORTER_OTLP_CERTIFICATE, /no/such/secret",
        "OTEL_EXPORTER_OTLP_COMPRESSION, secret",
        "OTEL_TRACES_EXPORTER, secret",
        "OTEL_TRACES_SAMPLER, secret",
        "OTEL_TRACES_SAMPLER_ARG, secret",
        "OTEL_BSP_SCHEDULE_DELAY, secret",
        "OTEL_RESOURCE_ATTRIBUTES, secret-without-a-name",
        "OTEL_CONFIG_FILE, secret"
    })
    void whatIsWrongIsNamedAndNotShown(String variable, String value) {
        Map<String, String> variables = new HashMap<>(Map.of(ENDPOINT, URL));
        if (variable.equals("OTEL_TRACES_SAMPLER_ARG")) {
            variables.put("OTEL_TRACES_SAMPLER", "traceidratio");
        }
        variables.put(variable, value);
        List<String> faults = TracingSettings.of(variables).faults();
        assertThat(faults)
                .singleElement()
                .asString()
                .startsWith(variable + ": ")
                .doesNotContain("secret", "grpc");
    }

    @Test
    void eachFaultIsToldAtOnce() {
        Map<String, String> wrong =
                Map.of(ENDPOINT, "nowhere", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_BSP_MAX_QUEUE_SIZE", "much");
        assertThat(TracingSettings.of(wrong).faults())
                .hasSize(3)
                .anyMatch(fault -> fault.startsWith(ENDPOINT))
                .anyMatch(fault -> fault.startsWith("OTEL_EXPORTER_OTLP_PROTOCOL"))
                .anyMatch(fault -> fault.startsWith("OTEL_BSP_MAX_QUEUE_SIZE"));
    }

    @Test
    void anEmptyVariableIsTheSameAsNone() {
        Map<String, String> empty =
                Map.of(ENDPOINT, URL, "OTEL_EXPORTER_OTLP_PROTOCOL", "", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", " ");
        assertThat(TracingSettings.of(empty).faults()).isEmpty();
    }

    @Test
    void offNothingIsAFault() {
        assertThat(TracingSettings.of(Map.of("OTEL_TRACES_SAMPLER", "nonsense")).faults())
                .isEmpty();
    }

    @Test
    void itPrintsNoneOfThem() {
        assertThat(TracingSettings.of(Map.of(ENDPOINT, URL, "OTEL_EXPORTER_OTLP_HEADERS", "x=secret")))
                .hasToString("TracingSettings[on]");
    }
}
