package dev.wxauth.support;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.pollinterval.FixedPollInterval;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;

/** The one way to wait, on the test's thread: for a future, for what must come to pass, for an answer that will do. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CLIENTS_PATIENCE = Duration.ofSeconds(15);
    private static final Duration CLIENTS_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /** What comes soon is seen soon; what takes its time is not asked for so often that the asking takes the machine's. */
    private static final PollInterval EVER_MORE_SELDOM =
            IterativePollInterval.iterative(Await::longer, Duration.ofMillis(10));

    private Await() {}

    /** The future's result, or its failure; a test that would hang fails instead. */
    public static <T> T result(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not done after " + PATIENCE.toSeconds() + " s", e);
        }
    }

    /** Returns as soon as the condition holds; fails when it does not in time. */
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        waiting(EVER_MORE_SELDOM).alias(what).atMost(patience).until(condition::getAsBoolean);
    }

    /** Asks again and again, as a patient client does: the first answer that will do, else the last one. */
    public static Reply reply(Supplier<Reply> request, Predicate<Reply> done) {
        AtomicReference<Reply> last = new AtomicReference<>(request.get());
        try {
            waiting(new FixedPollInterval(CLIENTS_PAUSE))
                    .atMost(CLIENTS_PATIENCE)
                    .until(() -> done.test(last.get()) || asked(last, request));
        } catch (ConditionTimeoutException e) {
            // The last answer shows what is wrong.
        }
        return last.get();
    }

    private static boolean asked(AtomicReference<Reply> last, Supplier<Reply> request) {
        last.set(request.get());
        return false;
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(5).dividedBy(4);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private static ConditionFactory waiting(PollInterval pauses) {
        return Awaitility.await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(pauses);
    }
}
