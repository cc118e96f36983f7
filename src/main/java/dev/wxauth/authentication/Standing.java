package dev.wxauth.authentication;

/** What a credential is worth now. The service's callers learn only whether it is {@link #ACTIVE}. */
public enum Standing {
    ACTIVE,
    /** Its own time is over. */
    EXPIRED,
    NOT_YET,
    /** No key of ours signed it. */
    SIGNATURE,
    /** Of another issuer, for another audience, or of an app that is not served. */
    FOREIGN,
    /** Its session has ended, or went on with another skey. */
    ENDED,
    /** It is no credential of ours; a made-up skey is that, too. */
    UNREADABLE
}
