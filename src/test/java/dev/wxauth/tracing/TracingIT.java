package dev.wxauth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Neighbours;
import dev.wxauth.support.OtlpCollector;
import dev.wxauth.support.Program;
import dev.wxauth.support.TestSettings;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tracing of {@code target/wxauth.jar}: what it costs when it is off, and what becomes of spans at the end. */
class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String LOADED_CLASSES = "-Xlog:class+load=info:stdout:none";
    private static final String SDK = "io.opentelemetry.sdk.trace.SdkTracerProvider ";

    @AutoClose
    private static final Neighbours neighbours = new Neighbours();

    @AutoClose
    private final OtlpCollector collector = OtlpCollector.start();

    private final Map<String, String> settings = neighbours.settings();

    private void login(Program program) {
        String code = neighbours.wechat().code(TestSettings.APPID, "alice");
        assertThat(program.http()
                        .postJson("/auth/login", new JsonObject().put("code", code), "traceparent", TRACEPARENT)
                        .status())
                .isEqualTo(200);
    }

    private void switchOn() {
        settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
        settings.put("OTEL_EXPORTER_OTLP_PROTOCOL", "");
        settings.put("OTEL_BSP_SCHEDULE_DELAY", "600000");
    }

    private static void end(Program program) {
        program.terminate();
        assertThat(program.awaitExit()).isIn(0, 143);
    }

    @Test
    void offNoClassOfTheSdkIsLoadedAndTheCallersTraceIsLogged() {
        try (Program program = Program.serve(settings, LOADED_CLASSES)) {
            login(program);
            String access = program.awaitLine(line -> line.contains("\"access\""));
            assertThat(new JsonObject(access).getString("trace_id")).isEqualTo(TRACE);
            end(program);
            assertThat(program.lines())
                    .anyMatch(line -> line.startsWith("dev.wxauth.web.Callers "))
                    .noneMatch(line -> line.startsWith("io.opentelemetry.sdk."))
                    .noneMatch(line -> line.startsWith("io.opentelemetry.exporter."));
        }
    }

    @Test
    void whatIsLeftIsSentAtTheEnd() {
        switchOn();
        try (Program program = Program.serve(settings, LOADED_CLASSES)) {
            login(program);
            end(program);
            assertThat(collector.spansOf(TRACE))
                    .extracting(Span::getName)
                    .contains("POST /auth/login", "jscode2session", "session-create");
            assertThat(program.lines()).anyMatch(line -> line.startsWith(SDK));
        }
    }

    @Test
    void aCollectorThatHangsDoesNotHoldTheEnd() {
        switchOn();
        settings.put("OTEL_EXPORTER_OTLP_TIMEOUT", "600000");
        settings.put("OTEL_BSP_EXPORT_TIMEOUT", "600000");
        collector.hang();
        try (Program program = Program.serve(settings)) {
            login(program);
            end(program);
            assertThat(program.output()).contains("stopped");
            assertThat(program.lines())
                    .allSatisfy(line -> assertThat(new JsonObject(line)).isNotNull());
        }
    }

    @Test
    void aVariableThatCannotBeUsedIsAFaultOfTheConfiguration() {
        switchOn();
        settings.put("OTEL_EXPORTER_OTLP_HEADERS", "secret-of-the-collector");
        settings.put("WXAUTH_PORT", "eighty");
        try (Program program = Program.start(settings)) {
            assertThat(program.awaitExit()).isEqualTo(2);
            assertThat(program.output())
                    .contains("2 faults", "OTEL_EXPORTER_OTLP_HEADERS: ", "WXAUTH_PORT")
                    .doesNotContain("secret-of-the-collector", "ConfigurationException");
        }
    }
}
