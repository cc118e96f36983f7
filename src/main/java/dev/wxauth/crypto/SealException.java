package dev.wxauth.crypto;

/**
 * A sealed text does not open: its key is not held, or somebody changed what is stored. The message is safe, and there is
 * no stack trace: it is an answer and not a defect.
 */
public sealed class SealException extends RuntimeException permits UnknownKeyException {
    private static final long serialVersionUID = 1L;

    SealException(String message) {
        super(message, null, false, false);
    }
}
