package dev.wxauth.tracing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A trace that a caller brings, and its span there. */
record CallerTrace(String id) {
    static final String SPAN = "00f067aa0ba902b7";

    static CallerTrace fresh() {
        return new CallerTrace(half() + half());
    }

    private static String half() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }

    /** The header of a caller that records. */
    String parent() {
        return parent("01");
    }

    /** The same with other flags. */
    String parent(String flags) {
        return "00-" + id + "-" + SPAN + "-" + flags;
    }
}
