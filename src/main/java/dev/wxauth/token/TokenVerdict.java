package dev.wxauth.token;

/** What a text turned out to be that may be an access token. */
public sealed interface TokenVerdict {
    /** It is ours, expired or not. */
    record Genuine(AccessToken token) implements TokenVerdict {}

    /** It is not good. */
    record Refused(Reason reason) implements TokenVerdict {}

    /** Why; the caller of the service never learns it. */
    enum Reason {
        /** It has not the form of a token, or a claim is missing or ill-typed. */
        UNREADABLE,
        /** No key of ours made its signature. */
        SIGNATURE,
        /** It is of another issuer, or for another audience. */
        FOREIGN,
        /** It begins later than any clock may be off. */
        NOT_YET
    }
}
