package dev.wxauth.web;

/** The request is in a version of HTTP that is not spoken here (RFC 9110 section 15.6.6). It is a constant, so it has no stack. */
final class UnsupportedVersionException extends Exception {
    private static final long serialVersionUID = 1;

    UnsupportedVersionException() {
        super("not HTTP/1.1", null, false, false);
    }
}
