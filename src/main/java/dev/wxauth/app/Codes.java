package dev.wxauth.app;

import dev.wxauth.error.Fault;

/** What a code looks like, whichever button or call of WeChat's gave it to the client. */
public final class Codes {
    private static final int MOST_CHARACTERS = 512;

    private Codes() {}

    /** The same code, or {@link Fault.InvalidRequest} when it cannot be one. */
    public static String require(String code) {
        if (code.isEmpty() || code.length() > MOST_CHARACTERS || !code.chars().allMatch(Codes::mayStand)) {
            throw new Fault.InvalidRequest("The member code must be 1 to 512 characters of A-Z, a-z, 0-9, _ and -.");
        }
        return code;
    }

    private static boolean mayStand(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '-';
    }
}
