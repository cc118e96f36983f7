package dev.wxauth.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Remembers every line that anybody logs, down to TRACE, with everything that hangs on it; the console stays quiet. */
public final class LogRecorder extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Level levelBefore = root().getLevel();

    private static final class Quiet extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(Level.WARN) ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Begins to listen. */
    public void listen() {
        setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        start();
        root().iteratorForAppenders().forEachRemaining(appender -> appender.addFilter(new Quiet()));
        root().addAppender(this);
        root().setLevel(Level.TRACE);
    }

    /** Leaves everything as it was. */
    public void stopListening() {
        root().setLevel(levelBefore);
        root().detachAppender(this);
        root().iteratorForAppenders().forEachRemaining(appender -> appender.clearAllFilters());
    }

    /** What was logged so far: logger, message, key-value pairs, context, failure. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String failure =
                event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
                + event.getMDCPropertyMap() + " " + failure);
    }
}
