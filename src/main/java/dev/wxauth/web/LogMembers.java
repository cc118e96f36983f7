package dev.wxauth.web;

import dev.wxauth.error.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What is known of a request besides its own members, for each line of it: {@code client_id} and {@code appid}, and what a
 * fault brings along, such as {@code wechat_errcode} and {@code rid}.
 */
final class LogMembers {
    private LogMembers() {}

    /** The same line with them, each once. */
    static LoggingEventBuilder add(LoggingEventBuilder line, Caller caller, Optional<Fault> fault) {
        Map<String, Object> members = new LinkedHashMap<>();
        caller.clientId().ifPresent(id -> members.put("client_id", id));
        caller.appid().ifPresent(appid -> members.put("appid", appid));
        fault.ifPresent(known -> members.putAll(known.background().members()));
        LoggingEventBuilder longer = line;
        for (Map.Entry<String, Object> member : members.entrySet()) {
            longer = longer.addKeyValue(member.getKey(), member.getValue());
        }
        return longer;
    }
}
