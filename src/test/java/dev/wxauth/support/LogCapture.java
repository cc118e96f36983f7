package dev.wxauth.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/**
 * What is logged while this is open: by one logger, from level info on, or by everybody, down to trace. Little of it reaches
 * the console.
 */
public final class LogCapture implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Logger logger;
    private final Level level;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private LogCapture(Logger logger, Level wanted) {
        this.logger = logger;
        this.level = logger.getLevel();
        logger.setLevel(wanted);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    /** Keeps all but warnings off the console. */
    private static final class Quiet extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(Level.WARN) ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }

    /** Listens to everybody. */
    public static LogCapture ofEverybody() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.iteratorForAppenders().forEachRemaining(appender -> appender.addFilter(new Quiet()));
        return new LogCapture(root, Level.TRACE);
    }

    /** Listens to the logger of a class. */
    public static LogCapture of(Class<?> type) {
        return new LogCapture((Logger) LoggerFactory.getLogger(type), Level.INFO);
    }

    /** Listens to a logger by its name. */
    public static LogCapture of(String name) {
        return new LogCapture((Logger) LoggerFactory.getLogger(name), Level.INFO);
    }

    /** The lines as text, with their level and their key-value pairs. */
    public List<String> messages() {
        return events().stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs())
                .toList();
    }

    /** All that the lines hold as text: logger, message, key-value pairs, context, failure. */
    public List<String> texts() {
        return events().stream().map(LogCapture::text).toList();
    }

    private static String text(ILoggingEvent event) {
        String failure =
                event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
                + event.getMDCPropertyMap() + " " + failure;
    }

    /** The lines. */
    public List<ILoggingEvent> events() {
        synchronized (lines) {
            return List.copyOf(lines.list);
        }
    }

    /** The access line of a request, which comes a moment after its answer. */
    public ILoggingEvent awaitLineOf(Reply reply) {
        String id = reply.header("X-Request-Id");
        Await.until("the line is written", SOON, () -> lineOf(id).isPresent());
        return lineOf(id).orElseThrow();
    }

    private Optional<ILoggingEvent> lineOf(String requestId) {
        return events().stream()
                .filter(line -> requestId.equals(member(line, "request_id")))
                .findFirst();
    }

    /** What a line says under this name; null when it does not have it. */
    public static Object member(ILoggingEvent line, String name) {
        return Objects.requireNonNullElse(line.getKeyValuePairs(), List.<KeyValuePair>of()).stream()
                .filter(pair -> pair.key.equals(name))
                .map(pair -> pair.value)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.iteratorForAppenders().forEachRemaining(Appender::clearAllFilters);
        logger.setAdditive(true);
        logger.setLevel(level);
    }
}
