package dev.wxauth.web;

/** In which part of its life the process is; written by the program, read by every event loop. */
public final class Lifecycle {
    /** The parts, in their order. */
    public enum Phase {
        STARTING,
        SERVING,
        /** Requests are served still, but readiness says no, so that no new ones are sent here. */
        DRAINING,
        /** What has begun is finished; nothing new is begun. */
        CLOSING
    }

    private volatile Phase phase = Phase.STARTING;

    /** Goes on to a phase. */
    public void enter(Phase next) {
        phase = next;
    }

    /** Whether it serves, or has served. */
    public boolean isStarted() {
        return phase != Phase.STARTING;
    }

    /** Whether requests may be sent here. */
    public boolean isReady() {
        return phase == Phase.SERVING;
    }

    boolean isStopping() {
        return phase == Phase.DRAINING || phase == Phase.CLOSING;
    }

    boolean isClosing() {
        return phase == Phase.CLOSING;
    }
}
