package dev.wxauth.crypto;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names that nothing else has: 16 random bytes as text. How hard they are to guess is the generator's affair. */
public final class RandomName {
    /** How many bytes a name has. */
    public static final int BYTES = 16;

    private RandomName() {}

    /** 22 characters of base64url. */
    public static String base64Url(RandomGenerator random) {
        return Base64Url.encode(bytes(random));
    }

    /** 32 hexadecimal digits. */
    public static String hexadecimal(RandomGenerator random) {
        return HexFormat.of().formatHex(bytes(random));
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
