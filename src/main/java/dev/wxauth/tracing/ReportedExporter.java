package dev.wxauth.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that spans are lost: when it begins, once a minute with their number while it lasts, and when it is over; no more
 * than that where it comes and goes. Nothing else comes of it, for nobody waits for a span.
 *
 * <p>Safe to be used by several threads.
 */
final class ReportedExporter implements SpanExporter {
    private static final Logger log = LoggerFactory.getLogger(ReportedExporter.class);
    private static final long AGAIN_AFTER_NANOS = Duration.ofMinutes(1).toNanos();

    private final SpanExporter next;
    private boolean told;
    private long lastTold = System.nanoTime() - AGAIN_AFTER_NANOS;
    private long lost;

    ReportedExporter(SpanExporter next) {
        this.next = next;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = next.export(spans);
        return result.whenComplete(() -> report(result, spans.size()));
    }

    private synchronized void report(CompletableResultCode result, int spans) {
        if (!result.isSuccess()) {
            lost += spans;
            tellNowAndThen(result.getFailureThrowable());
        } else if (told) {
            told = false;
            log.warn("spans are taken again, {} were lost", lost);
            lost = 0;
        }
    }

    /** Of the cause its kind alone: its message shows the collector's answer. */
    private void tellNowAndThen(@Nullable Throwable cause) {
        if (System.nanoTime() - lastTold >= AGAIN_AFTER_NANOS) {
            told = true;
            lastTold = System.nanoTime();
            log.warn(
                    "the collector of OTEL_EXPORTER_OTLP_ENDPOINT takes no spans as http/protobuf (its port is mostly 4318),"
                            + " {} are lost so far: {}",
                    lost,
                    kind(cause));
        }
    }

    private static String kind(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "no answer in time" : root.getClass().getSimpleName();
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }
}
