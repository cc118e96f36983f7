package dev.wxauth.error;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an {@link OutOfMemoryError}. Whatever was under way when the heap was full may be half done, and a process
 * that goes on with it is neither alive nor dead: it ends, so that another takes its place (contract, section 12). Missing
 * direct memory is another thing: only the request that wanted it is lost.
 *
 * <p>Nothing here allocates, since there is nothing left to allocate.
 */
public final class OutOfMemory {
    /** The exit status: what is told apart by it are a stop, a bad configuration and a port that is taken. */
    public static final int EXIT_STATUS = 3;

    private static final byte[] LAST_WORDS =
            "The heap is full (OutOfMemoryError): the process ends.\n".getBytes(StandardCharsets.US_ASCII);
    private static final OutputStream ERRORS = new FileOutputStream(FileDescriptor.err);
    private static final int MOST_CAUSES = 20;

    private static volatile boolean ending;

    private OutOfMemory() {}

    /** Ends the process, at once and without a goodbye to anybody, when the heap's end is behind the failure. */
    public static void endsTheProcess(@Nullable Throwable failure) {
        if (isBehind(failure)) {
            endTheProcess();
        }
    }

    /** Whether the heap's end is behind the failure; a chain of causes may be a ring. */
    static boolean isBehind(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof OutOfMemoryError && !isOfDirectMemory(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Whether it is direct memory that is missing: Netty's failure of its own says so, and so does that of the JDK. */
    public static boolean isOfDirectMemory(@Nullable Throwable failure) {
        return failure instanceof OutOfMemoryError
                && failure.getMessage() != null
                && failure.getMessage().contains("direct");
    }

    private static void endTheProcess() {
        ending = true;
        try {
            ERRORS.write(LAST_WORDS);
        } catch (IOException | Error e) {
            // Nobody listens.
        }
        Runtime.getRuntime().halt(EXIT_STATUS);
    }

    /** Ends the process when somebody else was to end it, and is held by a pipe that nobody reads. */
    static void endsTheProcessIfItShould() {
        if (ending) {
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }
}
