package dev.wxauth.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Listens to the logger {@code audit} until it is closed. */
public final class AuditTrail implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("audit");
    private final Level level = logger.getLevel();
    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line);
        }
    };

    /** Listens from now on. */
    public AuditTrail() {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
    }

    /** The lines of one event, each as its names and values. */
    public List<Map<String, String>> lines(String event) {
        return lines.stream()
                .map(AuditTrail::values)
                .filter(line -> event.equals(line.get("event")))
                .toList();
    }

    /** Everything that was written, as a reader of the log sees it. */
    public String text() {
        return lines.stream()
                .map(line -> line.getFormattedMessage() + " " + values(line))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> values(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(level);
    }
}
