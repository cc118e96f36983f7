package dev.wxauth.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Listens to the logger {@code audit} until it is closed. */
public final class AuditTrail implements AutoCloseable {
    private final LogCapture log = LogCapture.of("audit");

    /** The lines of one event, each as its names and values. */
    public List<Map<String, String>> lines(String event) {
        return log.events().stream()
                .map(AuditTrail::values)
                .filter(line -> event.equals(line.get("event")))
                .toList();
    }

    /** Everything that was written, as a reader of the log sees it. */
    public String text() {
        return log.events().stream()
                .map(line -> line.getFormattedMessage() + " " + values(line))
                .collect(Collectors.joining("\n"));
    }

    /** How loud each line was. */
    public List<Level> levels() {
        return log.events().stream().map(ILoggingEvent::getLevel).toList();
    }

    private static Map<String, String> values(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }

    @Override
    public void close() {
        log.close();
    }
}
