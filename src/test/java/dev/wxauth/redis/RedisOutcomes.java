package dev.wxauth.redis;

import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The words by which the metrics tell how a command ended that was not carried out. Most of them need a sick Redis to be seen. */
public final class RedisOutcomes {
    private RedisOutcomes() {}

    /** Whether a command may end so. */
    public static boolean isKnown(String outcome) {
        return Cause.isKnown(outcome)
                || Stream.of(new TimeoutException(), new ConnectException())
                        .map(failure -> RedisFailure.of("somewhere", failure).outcome())
                        .anyMatch(outcome::equals);
    }
}
