package dev.wxauth.web;

import java.util.concurrent.atomic.AtomicInteger;

/** So many places and no more, for whatever there may be too much of. Thread-safe: all event loops share them. */
final class Places {
    private final int most;
    private final Runnable shed;
    private final AtomicInteger taken = new AtomicInteger();

    /** So many, and what is told of each one who comes in vain. */
    Places(int most, Runnable shed) {
        this.most = most;
        this.shed = shed;
    }

    /** Takes a place, which must be given back. Whether there was one. */
    boolean take() {
        boolean free = taken.incrementAndGet() <= most;
        if (!free) {
            giveBack();
            shed.run();
        }
        return free;
    }

    void giveBack() {
        taken.decrementAndGet();
    }

    int taken() {
        return taken.get();
    }
}
