package dev.wxauth.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again and again, as a patient client does. */
public final class Retry {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Retry() {}

    /** The first answer that will do, else the last one when patience is at its end. */
    public static Reply until(Supplier<Reply> request, Predicate<Reply> done) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Reply reply = request.get();
        while (!done.test(reply) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            reply = request.get();
        }
        return reply;
    }
}
