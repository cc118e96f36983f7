package dev.wxauth.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import dev.wxauth.support.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log of its own, whose reader takes no more lines than the test lets him. */
class BackgroundAppenderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoggerContext logs = new LoggerContext();
    private final Reader reader = new Reader();
    private final BackgroundAppender appender = new BackgroundAppender(() -> reader);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Takes one line for each permit. */
    private static final class Reader extends AppenderBase<ILoggingEvent> {
        private final Semaphore permits = new Semaphore(0);
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent line) {
            permits.acquireUninterruptibly();
            if (line.getMessage().equals("unwritable")) {
                throw new StackOverflowError();
            }
            lines.add(line.getLoggerName() + " " + line.getFormattedMessage());
        }
    }

    @BeforeEach
    void start() {
        logs.setMDCAdapter(new LogbackMDCAdapter());
        reader.setContext(logs);
        reader.start();
        appender.setContext(logs);
        appender.start();
        logs.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        new LogDrops(logs).bindTo(meters);
    }

    @AfterEach
    void stop() {
        reader.permits.release(1_000_000);
        logs.stop();
    }

    private void log(String logger, int times) {
        IntStream.range(0, times).forEach(i -> logs.getLogger(logger).info("line {}", i));
    }

    private double dropped(String kind) {
        return meters.get("wxauth_log_dropped")
                .tag("kind", kind)
                .functionCounter()
                .count();
    }

    @Test
    void nothingIsDroppedAtFirst() {
        assertThat(List.of(dropped("access"), dropped("audit"), dropped("other")))
                .containsOnly(0.0);
    }

    @Test
    void linesOfAllKindsKeepTheirOrder() {
        log("access", 2);
        log("audit", 1);
        log("dev.wxauth.Wxauth", 1);
        log("access", 1);
        reader.permits.release(5);
        Await.until("all are written", PATIENCE, () -> reader.lines.size() == 5);
        assertThat(reader.lines)
                .containsExactly(
                        "access line 0", "access line 1", "audit line 0", "dev.wxauth.Wxauth line 0", "access line 0");
    }

    @Test
    void accessLinesGiveWayFirstAndAuditLinesLast() {
        log("access", 20_000);
        log("dev.wxauth.Wxauth", 10_000);
        log("audit", 1000);
        assertThat(dropped("access")).isBetween(11_000.0, 12_000.0);
        assertThat(dropped("other")).isBetween(5000.0, 6000.0);
        assertThat(dropped("audit")).isZero();
        reader.permits.release(1_000_000);
        Await.until("what waited is written", PATIENCE, () -> count("audit") == 1000);
        assertThat(count("access") + dropped("access")).isEqualTo(20_000);
        assertThat(count("dev.wxauth") + dropped("other")).isEqualTo(10_000);
    }

    private long count(String logger) {
        return reader.lines.stream().filter(line -> line.startsWith(logger)).count();
    }

    @Test
    void auditLinesAreBoundedAndCountedToo() {
        log("audit", 40_000);
        assertThat(dropped("audit")).isBetween(7000.0, 8000.0);
    }

    /** Line by line, as a collector that cannot keep up: what it can take is enough for the audit lines. */
    @Test
    void aSlowReaderGetsEveryAuditLine() {
        for (int round = 0; round < 5000; round++) {
            log("access", 10);
            log("audit", 1);
            reader.permits.release(2);
        }
        assertThat(dropped("access")).isPositive();
        assertThat(dropped("audit")).isZero();
    }

    @Test
    void aLineThatCannotBeWrittenIsCountedAndNotTheLast() {
        logs.getLogger("audit").info("unwritable");
        log("audit", 1);
        reader.permits.release(2);
        Await.until("the next one is written", PATIENCE, () -> count("audit") == 1);
        assertThat(dropped("audit")).isEqualTo(1);
    }

    @Test
    void stoppingWritesWhatIsLeft() {
        reader.permits.release(1000);
        log("access", 1000);
        appender.stop();
        assertThat(reader.lines).hasSize(1000);
        assertThat(reader.isStarted()).isFalse();
    }

    @Test
    void stoppingDoesNotWaitForAReaderWhoIsNotThere() {
        log("access", 10);
        long start = System.nanoTime();
        appender.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(reader.isStarted()).isTrue();
    }

    /** The reader comes back when half of the time is over. */
    @Test
    void whenTimeIsShortAtTheEndAuditLinesAreWrittenAndOthersGiveWay() throws InterruptedException {
        log("access", 100);
        log("audit", 100);
        log("access", 100);
        Thread stopping = new Thread(appender::stop);
        stopping.start();
        Thread.sleep(600);
        reader.permits.release(101);
        stopping.join();
        Await.until("audit lines are written", PATIENCE, () -> count("audit") == 100);
        Await.until("the rest gives way", PATIENCE, () -> dropped("access") == 199);
        assertThat(count("access")).isEqualTo(1);
    }
}
