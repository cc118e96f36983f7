package dev.wxauth.observe;

import java.util.Map;
import org.slf4j.spi.LoggingEventBuilder;

/** A log line that is being made. */
public final class LogLine {
    private LogLine() {}

    /** The same line with these members, in their order. */
    public static LoggingEventBuilder with(LoggingEventBuilder line, Map<String, ?> members) {
        LoggingEventBuilder longer = line;
        for (Map.Entry<String, ?> member : members.entrySet()) {
            longer = longer.addKeyValue(member.getKey(), member.getValue());
        }
        return longer;
    }
}
