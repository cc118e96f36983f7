package dev.wxauth.tracing;

import io.vertx.core.VertxBuilder;
import java.time.Duration;

/** Tracing of a process, from its start to its end. Where it is off, no class of the SDK is loaded. */
public sealed interface Tracing permits NoTracing, OtlpTracing {
    /** What these settings want. */
    static Tracing start(TracingSettings settings) {
        return settings.isOn() ? OtlpTracing.start(settings) : NoTracing.INSTANCE;
    }

    /** Has a Vert.x that is being built trace the requests to its servers. */
    VertxBuilder in(VertxBuilder builder);

    /** Sends what is left, as long as this takes at most. Blocks: for the end of the process only. */
    void close(Duration patience);
}
