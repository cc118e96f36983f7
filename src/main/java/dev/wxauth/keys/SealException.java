package dev.wxauth.keys;

/** A sealed text does not open: an operator removed its key, or somebody changed what is stored. The message is safe. */
public final class SealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealException(String message) {
        super(message);
    }
}
