package dev.wxauth.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.helpers.NOPAppender;
import dev.wxauth.error.OutOfMemory;
import java.io.Flushable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hands lines to another appender on a thread of its own, in the order in which they came: a slow or full pipe never holds
 * the thread that logs. When nobody reads, lines are dropped rather than waited for, access lines first and audit lines
 * last ({@link LineKind}), and each drop is counted.
 */
final class BackgroundAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /**
     * To wake the thread for each line would cost an event loop more than all else about the line: it looks by itself.
     */
    private static final Duration LOOKS_AGAIN = Duration.ofMillis(10);

    /** A pipe that nobody reads must not hold the end of the process. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<LineKind, LongAdder> dropped =
            Stream.of(LineKind.values()).collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> new LongAdder()));
    private final Supplier<Appender<ILoggingEvent>> making;
    private volatile Appender<ILoggingEvent> target = new NOPAppender<>();
    private @Nullable Thread writer;
    private volatile long stoppedAt;

    /**
     * Hands lines to what is made on the other thread, too: an encoder takes its time, and the program starts meanwhile.
     */
    BackgroundAppender(Supplier<Appender<ILoggingEvent>> target) {
        this.making = target;
    }

    @Override
    public void start() {
        Thread thread = new Thread(this::writeLines, "log");
        thread.setDaemon(true);
        writer = thread;
        super.start();
        thread.start();
    }

    /** Waits a moment for what is left to be written. Of a slow reader's pipe audit lines get the second half. */
    @Override
    public void stop() {
        stoppedAt = System.nanoTime();
        super.stop();
        if (writer != null && hasEnded(writer)) {
            target.stop();
        }
    }

    private static boolean hasEnded(Thread thread) {
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Override
    protected void append(ILoggingEvent line) {
        LineKind kind = LineKind.of(line);
        if (waiting.get() < kind.room()) {
            line.prepareForDeferredProcessing();
            waiting.incrementAndGet();
            lines.add(line);
        } else {
            drop(kind);
        }
    }

    private void writeLines() {
        target = making.get();
        while (isStarted() || !lines.isEmpty()) {
            for (ILoggingEvent line = lines.poll(); line != null; line = lines.poll()) {
                waiting.decrementAndGet();
                write(line, LineKind.of(line));
            }
            flush();
            LockSupport.parkNanos(LOOKS_AGAIN.toNanos());
        }
    }

    private void write(ILoggingEvent line, LineKind kind) {
        if (isLate() && kind != LineKind.AUDIT) {
            drop(kind);
            return;
        }
        try {
            target.doAppend(line);
        } catch (RuntimeException | Error e) {
            OutOfMemory.endsTheProcess(e);
            // One line that cannot be written must not be the last.
            drop(kind);
        }
    }

    private void flush() {
        try {
            if (target instanceof Flushable buffered) {
                buffered.flush();
            }
        } catch (IOException e) {
            addError("the log cannot be written", e);
        }
    }

    private boolean isLate() {
        return !isStarted()
                && System.nanoTime() - stoppedAt > GRACE.dividedBy(2).toNanos();
    }

    private void drop(LineKind kind) {
        counter(kind).increment();
    }

    /** How many lines of the kind were lost so far. */
    long dropped(LineKind kind) {
        return counter(kind).sum();
    }

    private LongAdder counter(LineKind kind) {
        return Objects.requireNonNull(dropped.get(kind), "each kind is counted");
    }
}
