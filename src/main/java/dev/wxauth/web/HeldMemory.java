package dev.wxauth.web;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap is held by what clients have sent and nobody has answered yet: a quarter at most. Many clients who
 * send much and slowly would take the rest from those who send little. All event loops share it, and it is thread-safe;
 * each part belongs to one of them.
 */
public final class HeldMemory {
    private static final int PART_OF_THE_HEAP = 4;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    private HeldMemory(long most) {
        this.most = most;
    }

    /** A share of this process's heap. */
    public static HeldMemory ofTheHeap() {
        return new HeldMemory(Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP);
    }

    /** More than anybody takes. */
    static HeldMemory unlimited() {
        return new HeldMemory(Long.MAX_VALUE);
    }

    /** A part that holds nothing yet, and what is told when it may not grow. */
    Part begin(Runnable shed) {
        return new Part(shed);
    }

    /** Whether half of it is taken, so that nobody may keep any for courtesy. */
    boolean isScarce() {
        return taken.get() > most / 2;
    }

    long taken() {
        return taken.get();
    }

    /** What one request or one connection holds. */
    final class Part {
        private final Runnable shed;
        private long held;

        private Part(Runnable shed) {
            this.shed = shed;
        }

        /** Whether so many bytes more may be held; they are, then. */
        boolean grow(long bytes) {
            boolean free = taken.addAndGet(bytes) <= most;
            if (free) {
                held += bytes;
            } else {
                taken.addAndGet(-bytes);
                shed.run();
            }
            return free;
        }

        /** Holds so many more without asking: they are there already. */
        void take(long bytes) {
            taken.addAndGet(bytes);
            held += bytes;
        }

        /** Lets go of so many, as far as it has them. */
        void shrink(long bytes) {
            long less = Math.min(bytes, held);
            taken.addAndGet(-less);
            held -= less;
        }

        /** Lets go of all but so many. */
        void keepOnly(long bytes) {
            shrink(held - Math.min(held, bytes));
        }

        /** Lets go of all of it. */
        void giveBack() {
            shrink(held);
        }
    }
}
