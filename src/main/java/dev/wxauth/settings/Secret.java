package dev.wxauth.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must never be seen: it prints as {@code ***} and is compared in constant time.
 *
 * @param reveal the text itself; call this only where it is used
 */
public record Secret(String reveal) {
    /** Whether both are the same text, in a time that depends on the lengths alone. */
    public boolean matches(Secret other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    private byte[] bytes() {
        return reveal.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
