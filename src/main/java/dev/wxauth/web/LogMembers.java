package dev.wxauth.web;

import dev.wxauth.error.Fault;
import dev.wxauth.observe.LogLine;
import java.util.Map;
import java.util.Optional;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What each line of a request names: {@code request_id}, {@code trace_id}, {@code client_id} and {@code appid} where they are known, and what a
 * fault brings along, such as {@code wechat_errcode} and {@code rid}.
 */
final class LogMembers {
    private LogMembers() {}

    static Map<String, Object> of(Caller caller, Optional<Fault> fault) {
        Map<String, Object> members = caller.names();
        caller.appid().ifPresent(appid -> members.put("appid", appid));
        fault.ifPresent(known -> members.putAll(known.background().members()));
        return members;
    }

    /** The same line with them, each once. */
    static LoggingEventBuilder add(LoggingEventBuilder line, Caller caller, Optional<Fault> fault) {
        return LogLine.with(line, of(caller, fault));
    }
}
