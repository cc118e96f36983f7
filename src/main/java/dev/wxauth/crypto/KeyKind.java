package dev.wxauth.crypto;

/** The two kinds of keys that an operator rotates. */
public enum KeyKind {
    /** Guards session_keys and skeys. */
    MASTER,
    /** Signs access tokens. */
    SIGNING
}
