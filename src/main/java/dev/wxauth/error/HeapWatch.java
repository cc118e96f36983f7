package dev.wxauth.error;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that asks for some memory now and then. An {@link OutOfMemoryError} may vanish in somebody's catch; as long as the
 * heap is full, this thread meets one too, and ends the process.
 *
 * <p>How much is free says too little: the rests of regions that hold one large object count, and nobody can have them.
 */
public final class HeapWatch implements Runnable {
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(1);

    /** In small pieces, which a heap has room for unless it is really full. */
    private static final int PIECE_BYTES = 16 * 1024;

    /** Some regions of any collector: the one that a thread drops again and again comes back to it, while others have none. */
    private static final long LEAST_BYTES = 3 * 1024 * 1024;

    private static final int PARTS = 128;

    private final long most = Runtime.getRuntime().maxMemory();

    /** All of them are held until the last one is there. */
    private final byte[][] pieces = new byte[(int) (Math.max(LEAST_BYTES, most / PARTS) / PIECE_BYTES)][];

    private HeapWatch() {}

    /** Begins to watch. */
    public static void begin() {
        start(new HeapWatch(), "heap-watch");
        start(HeapWatch::endWhatIsHeld, "heap-end");
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A thread of its own: the one that asks may be the one that is held by its last words. */
    private static void endWhatIsHeld() {
        while (true) {
            LockSupport.parkNanos(NOW_AND_THEN.toNanos());
            OutOfMemory.endsTheProcessIfItShould();
        }
    }

    @Override
    public void run() {
        while (true) {
            LockSupport.parkNanos(NOW_AND_THEN.toNanos());
            if (isHalfFull()) {
                ask();
            }
        }
    }

    /** Garbage included: what has room for all of it needs no asking. */
    private boolean isHalfFull() {
        Runtime java = Runtime.getRuntime();
        return java.totalMemory() - java.freeMemory() > most / 2;
    }

    private void ask() {
        try {
            for (int i = 0; i < pieces.length; i++) {
                pieces[i] = new byte[PIECE_BYTES];
            }
        } catch (OutOfMemoryError e) {
            OutOfMemory.endsTheProcess(e);
        }
        Arrays.fill(pieces, null);
    }
}
