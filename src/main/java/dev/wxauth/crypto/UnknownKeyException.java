package dev.wxauth.crypto;

/**
 * Something names a key that this pod does not hold: it was made up, or its key was removed, or is newer than what this
 * pod has read. It carries no stack trace, because whoever makes things up must not make us work.
 */
public final class UnknownKeyException extends SealException {
    private static final long serialVersionUID = 1L;

    private final KeyKind kind;
    private final String kid;

    /**
     * The key that is not held.
     *
     * @param kid its id, which is no secret
     */
    public UnknownKeyException(KeyKind kind, String kid) {
        super("a key is not configured here");
        this.kind = kind;
        this.kid = kid;
    }

    /** What kind of key it would be. */
    public KeyKind kind() {
        return kind;
    }

    /** How it is called. */
    public String kid() {
        return kid;
    }
}
