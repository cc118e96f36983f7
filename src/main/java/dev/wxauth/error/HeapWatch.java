package dev.wxauth.error;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that asks for a little memory now and then. An {@link OutOfMemoryError} may vanish in somebody's catch; as long as
 * the heap is full, this thread meets one too, and ends the process.
 */
public final class HeapWatch implements Runnable {
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(1);

    /** In small pieces, which a heap has room for unless it is really full. */
    private static final int PIECES = 32;

    private static final int PIECE_BYTES = 2048;

    private final byte[][] pieces = new byte[PIECES][];

    private HeapWatch() {}

    /** Begins to watch. */
    public static void begin() {
        Thread thread = new Thread(new HeapWatch(), "heap-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        while (true) {
            LockSupport.parkNanos(NOW_AND_THEN.toNanos());
            OutOfMemory.endsTheProcessIfItShould();
            ask();
        }
    }

    private void ask() {
        try {
            for (int i = 0; i < PIECES; i++) {
                pieces[i] = new byte[PIECE_BYTES];
            }
        } catch (OutOfMemoryError e) {
            OutOfMemory.endsTheProcess(e);
        }
    }
}
