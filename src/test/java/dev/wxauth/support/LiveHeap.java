package dev.wxauth.support;

import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** What this process holds on to. */
public final class LiveHeap {
    private static final int TIMES = 3;
    private static final long PAUSE_NANOS = 50_000_000;

    private LiveHeap() {}

    /** Bytes that are left after full collections; the least of several, since others allocate meanwhile. */
    public static long bytes() {
        return LongStream.range(0, TIMES).map(time -> afterCollection()).min().orElseThrow();
    }

    private static long afterCollection() {
        System.gc();
        LockSupport.parkNanos(PAUSE_NANOS);
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
