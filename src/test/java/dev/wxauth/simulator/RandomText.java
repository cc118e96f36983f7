package dev.wxauth.simulator;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The random values that WeChat hands out, in the shapes of section 1.7 of the WeChat page. */
final class RandomText {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private RandomText() {}

    /** The code of {@code wx.login}: 32 letters and digits, of which the first is 0. */
    static String loginCode() {
        return "0" + alphanumeric(31);
    }

    /** The code of {@code getPhoneNumber}: 64 lower-case hexadecimal digits. */
    static String phoneCode() {
        return HexFormat.of().formatHex(bytes(32));
    }

    /** A session_key: 24 characters, the base64 of 16 bytes. */
    static String sessionKey() {
        return Base64.getEncoder().encodeToString(bytes(16));
    }

    static String alphanumeric(int length) {
        return RANDOM.ints(length, 0, ALPHANUMERIC.length())
                .mapToObj(ALPHANUMERIC::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
