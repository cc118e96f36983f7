package dev.wxauth.simulator;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * The troubles to come: first those for the next calls, in their order, then the lasting one. Safe for use by many
 * threads.
 */
public final class TroubleQueue {

    private final Deque<Trouble> next = new ArrayDeque<>();
    private Trouble lasting = Trouble.none();

    public synchronized void lasting(Trouble trouble) {
        lasting = trouble;
    }

    public synchronized void next(int times, Trouble trouble) {
        next.addAll(Collections.nCopies(times, trouble));
    }

    public synchronized void calm() {
        next.clear();
        lasting = Trouble.none();
    }

    synchronized Trouble take() {
        return next.isEmpty() ? lasting : next.removeFirst();
    }
}
