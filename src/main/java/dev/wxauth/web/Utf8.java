package dev.wxauth.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8 to the letter (RFC 3629): what is none is refused and not replaced, for two values must not look alike. */
final class Utf8 {
    private static final int FIRST_BEYOND_ASCII = 0x80;

    private Utf8() {}

    /** The text of these bytes. */
    static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** The text of bytes that stand as characters of that number, as ISO 8859-1 has them; most are ASCII, and their own text. */
    static String decode(String bytes) throws CharacterCodingException {
        return isAscii(bytes) ? bytes : decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_BEYOND_ASCII) {
                return false;
            }
        }
        return true;
    }
}
