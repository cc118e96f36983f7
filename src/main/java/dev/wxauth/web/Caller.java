package dev.wxauth.web;

import dev.wxauth.observe.LogLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Who asks, as far as is known by now.
 *
 * @param address the client's address, forwarding headers of trusted proxies believed
 * @param requestId the request's id, on its answer and on each of its log lines
 * @param traceId the trace that the request belongs to, on each of its log lines
 * @param clientId the service client that has shown who it is
 * @param appid the app, of those that are or were served, that the request is about
 */
public record Caller(
        String address, String requestId, Optional<String> traceId, Optional<String> clientId, Optional<String> appid) {
    /** Who asks, as far as HTTP tells. */
    Caller(String address, String requestId, Optional<String> traceId) {
        this(address, requestId, traceId, Optional.empty(), Optional.empty());
    }

    /** The same line, which tells whose request it belongs to. */
    public LoggingEventBuilder nameOn(LoggingEventBuilder line) {
        return LogLine.with(line, names());
    }

    /** What each line of the request names, to be added to. */
    Map<String, Object> names() {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("request_id", requestId);
        traceId.ifPresent(id -> names.put("trace_id", id));
        clientId.ifPresent(id -> names.put("client_id", id));
        return names;
    }

    Caller withClient(String id) {
        return new Caller(address, requestId, traceId, Optional.of(id), appid);
    }

    Caller withApp(String id) {
        return new Caller(address, requestId, traceId, clientId, Optional.of(id));
    }
}
