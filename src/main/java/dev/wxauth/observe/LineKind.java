package dev.wxauth.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Locale;

/**
 * What a log line is, by the name of its logger, and how many lines may wait before one of its kind is dropped. The kinds
 * share one queue, so what may be dropped first leaves room for the rest: no flood of access lines, which anybody can
 * cause, takes a place from an audit line. A waiting line holds some 600 bytes, so all together hold 20 MB at most.
 */
enum LineKind {
    ACCESS(8192),
    OTHER(12288),
    AUDIT(32768);

    private final int room;

    LineKind(int room) {
        this.room = room;
    }

    static LineKind of(ILoggingEvent line) {
        return switch (line.getLoggerName()) {
            case "access" -> ACCESS;
            case "audit" -> AUDIT;
            default -> OTHER;
        };
    }

    int room() {
        return room;
    }

    /** As the metric names it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
