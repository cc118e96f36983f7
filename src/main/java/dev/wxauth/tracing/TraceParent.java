package dev.wxauth.tracing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace of a caller, as its header {@code traceparent} names it (W3C Trace Context, section 3.2). One that is malformed
 * or stands twice is as if there were none; of a later version that we do not know, what the first one defines is read.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all of them 0
 * @param spanId the caller's span: 16 of them
 * @param sampled whether the caller records
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
    /** The header. */
    public static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String FIRST_VERSION = "00";

    /** Reads the values of the header. */
    public static Optional<TraceParent> of(List<String> values) {
        return values.size() == 1 ? parse(values.get(0)) : Optional.empty();
    }

    private static Optional<TraceParent> parse(String text) {
        Matcher parts = FORM.matcher(text);
        boolean wellFormed =
                parts.matches() && (parts.group(5) == null || !parts.group(1).equals(FIRST_VERSION));
        return wellFormed
                ? Optional.of(new TraceParent(parts.group(2), parts.group(3), isSampled(parts.group(4))))
                : Optional.empty();
    }

    private static boolean isSampled(String flags) {
        return (Integer.parseInt(flags, 16) & 1) == 1;
    }

    /** As the first version writes it. */
    String text() {
        return FIRST_VERSION + '-' + traceId + '-' + spanId + (sampled ? "-01" : "-00");
    }
}
