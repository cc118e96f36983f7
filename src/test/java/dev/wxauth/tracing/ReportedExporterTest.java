package dev.wxauth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.LogCapture;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportedExporterTest {
    private static final CompletableResultCode TAKEN = CompletableResultCode.ofSuccess();
    private static final CompletableResultCode LOST = CompletableResultCode.ofExceptionalFailure(
            new IllegalStateException(new IOException("what the collector said")));

    private CompletableResultCode result = TAKEN;

    private final ReportedExporter exporter = new ReportedExporter(new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return TAKEN;
        }

        @Override
        public CompletableResultCode shutdown() {
            return TAKEN;
        }
    });

    @Test
    void tellsTheBeginningAndTheEndAndNotTheCollectorsWords() {
        try (LogCapture log = LogCapture.of(ReportedExporter.class)) {
            export(TAKEN, LOST, LOST, LOST, TAKEN, TAKEN);
            assertThat(log.messages()).hasSize(2);
            assertThat(log.messages().get(0)).startsWith("WARN").contains("IOException");
            assertThat(log.messages().get(1)).startsWith("WARN").contains("again");
            assertThat(log.texts()).noneMatch(line -> line.contains("what the collector said"));
        }
    }

    @Test
    void saysNoMoreOfWhatComesAndGoes() {
        try (LogCapture log = LogCapture.of(ReportedExporter.class)) {
            for (int i = 0; i < 100; i++) {
                export(LOST, TAKEN);
            }
            assertThat(log.messages()).hasSize(2);
        }
    }

    private void export(CompletableResultCode... results) {
        for (CompletableResultCode next : results) {
            result = next;
            exporter.export(List.of());
        }
    }
}
