package dev.wxauth.simulator;

/** Somebody who looks over WeChat's shoulder. Called on the event loop of the connection; must not block. */
public interface CallWatcher {
    /** Nobody. */
    CallWatcher NOBODY = new CallWatcher() {};

    /** A request is there. */
    default void arrived(RecordedCall call) {}

    /** Its whole answer is on the way. */
    default void answered(RecordedCall call, int status, String body) {}

    /** The connection was closed before there was a whole answer. */
    default void dropped(RecordedCall call) {}
}
