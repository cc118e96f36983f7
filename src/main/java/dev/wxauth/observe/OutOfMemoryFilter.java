package dev.wxauth.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.wxauth.error.OutOfMemory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Sees every failure that somebody is about to log, whatever the level, and ends the process when the heap's end is behind
 * it: Netty, Vert.x and the JDK's executors catch all that is thrown on their threads, and log it. It comes before a line is
 * made, which would take memory.
 */
final class OutOfMemoryFilter extends TurboFilter {
    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        OutOfMemory.endsTheProcess(failure == null ? last(arguments) : failure);
        return FilterReply.NEUTRAL;
    }

    private static @Nullable Throwable last(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable failure
                ? failure
                : null;
    }
}
