package dev.wxauth.observe;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;

/** {@code wxauth_log_dropped_total}, by kind of line: what the log lost because nobody read it. */
final class LogDrops implements MeterBinder {
    private final LoggerContext logs;

    LogDrops(LoggerContext logs) {
        this.logs = logs;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Stream.of(LineKind.values()).forEach(kind -> register(kind, meters));
    }

    private void register(LineKind kind, MeterRegistry meters) {
        FunctionCounter.builder("wxauth_log_dropped", logs, context -> dropped(context, kind))
                .description("Log lines that were dropped because nobody read them fast enough.")
                .tag("kind", kind.text())
                .register(meters);
    }

    private static double dropped(LoggerContext logs, LineKind kind) {
        return appenders(logs.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
                .filter(BackgroundAppender.class::isInstance)
                .map(BackgroundAppender.class::cast)
                .mapToLong(appender -> appender.dropped(kind))
                .sum();
    }

    private static Stream<Appender<ILoggingEvent>> appenders(Iterator<Appender<ILoggingEvent>> appenders) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(appenders, 0), false);
    }
}
