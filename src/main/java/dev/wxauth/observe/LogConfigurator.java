package dev.wxauth.observe;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ContextAware;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.LifeCycle;
import ch.qos.logback.core.status.NopStatusListener;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.Logger;

/**
 * The log of the program, which logback finds by its name in {@code META-INF/services}: JSON lines on standard output,
 * written by a thread of their own, so that a slow pipe never holds an event loop. In Java, because to read the same from a
 * file took a fifth of the start. Where there is a file, as in the tests, or one is named by logback's system property, it
 * counts instead.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    private static final String NAMED_FILE = "logback.configurationFile";
    private static final String FILE_OF_THE_TESTS = "logback-test.xml";
    private static final String LEFT_OUT = "[ignore]";

    @Override
    public ExecutionStatus configure(LoggerContext logs) {
        if (hasFile()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        // What the log says of itself would be written by an event loop to the very pipe that may be full.
        logs.getStatusManager().add(new NopStatusListener());
        logs.addTurboFilter(started(new OutOfMemoryFilter(), logs));
        BackgroundAppender background = new BackgroundAppender(() -> output(logs));
        logs.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(started(background, logs));
        LogLevels.parse("info").apply(logs);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean hasFile() {
        return System.getProperty(NAMED_FILE) != null
                || LogConfigurator.class.getClassLoader().getResource(FILE_OF_THE_TESTS) != null;
    }

    private static Appender<ILoggingEvent> output(LoggerContext logs) {
        LogstashFieldNames names = new LogstashFieldNames();
        names.setVersion(LEFT_OUT);
        names.setLevelValue(LEFT_OUT);
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setFieldNames(names);
        encoder.setIncludeKeyValuePairs(false);
        encoder.addProvider(new LineMembers());
        StandardOutput output = new StandardOutput();
        output.setEncoder(started(encoder, logs));
        return started(output, logs);
    }

    private static <T extends ContextAware & LifeCycle> T started(T part, LoggerContext logs) {
        part.setContext(logs);
        part.start();
        return part;
    }
}
