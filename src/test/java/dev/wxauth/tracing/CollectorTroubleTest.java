package dev.wxauth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.OtlpCollector;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A collector that takes no spans: nobody waits for it. */
class CollectorTroubleTest {
    @AutoClose
    private static final OtlpCollector collector = OtlpCollector.start();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
            .with("OTEL_EXPORTER_OTLP_TIMEOUT", "1000")
            .with("OTEL_BSP_SCHEDULE_DELAY", "50");

    @BeforeEach
    void forget() {
        collector.forget();
    }

    private static void logIn(int times) {
        for (int i = 0; i < times; i++) {
            service.login("alice");
        }
    }

    @Test
    void oneThatRefusesCostsNoRequest() {
        collector.answer(400);
        fails();
    }

    @Test
    void oneThatIsOverloadedCostsNoRequest() {
        collector.answer(503);
        fails();
    }

    @Test
    void oneThatHangsCostsNoRequest() {
        collector.hang();
        fails();
    }

    /** Requests go on before and after it is noticed, and few words are made of it. */
    private static void fails() {
        try (LogCapture log = LogCapture.of(ReportedExporter.class)) {
            logIn(10);
            Await.until(
                    "spans that come to nothing",
                    Duration.ofSeconds(20),
                    () -> !collector.paths().isEmpty());
            logIn(10);
            assertThat(log.messages()).hasSizeLessThanOrEqualTo(1);
        }
    }
}
