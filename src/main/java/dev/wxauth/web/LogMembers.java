package dev.wxauth.web;

import dev.wxauth.error.Fault;
import java.util.Map;
import org.slf4j.spi.LoggingEventBuilder;

/** The members that a fault brings to a log line: {@code appid}, {@code wechat_errcode}, {@code rid}, where known. */
final class LogMembers {
    private LogMembers() {}

    /** The same line with them. */
    static LoggingEventBuilder add(LoggingEventBuilder line, Fault fault) {
        LoggingEventBuilder longer = line;
        for (Map.Entry<String, Object> member : fault.background().members().entrySet()) {
            longer = longer.addKeyValue(member.getKey(), member.getValue());
        }
        return longer;
    }
}
