package dev.wxauth.session;

/** What became of a request that its user agreed to. */
public sealed interface Redeemed {
    /**
     * It is a session, which is alive.
     *
     * @param begun the session, and what gave way to it when it was made just now
     */
    record Open(Begun begun) implements Redeemed {}

    /** It was a session, which has ended. */
    record Ended() implements Redeemed {}

    /** The consent was taken back, by an erasure or a logout everywhere; there is no session. */
    record Denied() implements Redeemed {}
}
