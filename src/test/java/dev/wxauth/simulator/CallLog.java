package dev.wxauth.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What arrived at WeChat. The counts are exact, and the last 10 000 calls are kept whole, so that a benchmark does not
 * fill the memory. Safe for use by many threads.
 */
public final class CallLog {

    private static final int CAPACITY = 10_000;

    private final Deque<RecordedCall> calls = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();

    synchronized void add(RecordedCall call) {
        counts.merge(call.path(), 1, Integer::sum);
        calls.addLast(call);
        if (calls.size() > CAPACITY) {
            calls.removeFirst();
        }
    }

    public synchronized int count(String path) {
        return counts.getOrDefault(path, 0);
    }

    /** Oldest first. */
    public synchronized List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    public synchronized void clear() {
        calls.clear();
        counts.clear();
    }
}
