package dev.wxauth.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.Flushable;
import java.io.IOException;

/**
 * The process's standard output for {@link BackgroundAppender}, which flushes it when it has no more lines at hand:
 * {@link System#out} would make one call of the system for each line, and that costs more than to make the line.
 */
final class StandardOutput extends OutputStreamAppender<ILoggingEvent> implements Flushable {
    private static final int BUFFER_BYTES = 16 * 1024;

    @Override
    public void start() {
        setImmediateFlush(false);
        setOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES));
        super.start();
    }

    @Override
    public void flush() throws IOException {
        getOutputStream().flush();
    }
}
