package dev.wxauth.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** WeChat's clock: the machine's own, moved forward by as much as a test likes. Safe for use by many threads. */
public final class SimulatedClock implements InstantSource {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    public void advance(Duration duration) {
        ahead.accumulateAndGet(duration, Duration::plus);
    }
}
