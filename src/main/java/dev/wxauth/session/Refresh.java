package dev.wxauth.session;

/** What became of an skey that was presented for refresh. */
public sealed interface Refresh {
    /** The session goes on, with the generation that it has now. */
    record Renewed(UserSession session, Way way) implements Refresh {}

    /** How it goes on. */
    enum Way {
        /** With a new skey. */
        ROTATED,
        /** With the skey that was presented: it is young. */
        UNCHANGED,
        /** With the successor that the presented skey has already. */
        FORGIVEN
    }

    /** The skey was replaced too long ago: somebody else has its successor, and the session is ended. */
    record Reused(UserSession session) implements Refresh {}

    /** The session is not of who asks, and is left as it is. */
    record Foreign() implements Refresh {}

    /** The session has ended before, or its app is not served any more. */
    record Gone() implements Refresh {}
}
