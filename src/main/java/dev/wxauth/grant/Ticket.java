package dev.wxauth.grant;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.RandomName;
import dev.wxauth.crypto.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a QR code carries: 128 random bits, that open nothing but a question to the user. All that belongs to the request is
 * found from it by hashes, and nothing of that leads back, so that no code can be read in Redis.
 *
 * @param text 22 characters of base64url
 */
public record Ticket(String text) {
    /** RFC 8628 section 6.1: no vowels, so that no words come of it, and nothing that looks like something else. */
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int LETTERS_OF_A_CODE = 8;
    private static final int MOST_CHARACTERS_TYPED = 64;

    /** By Unicode's categories: blanks, dashes and invisible characters; minus, and the long vowel that some keyboards give for it. */
    private static final Pattern BETWEEN_LETTERS = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}\\u2212\\u30FC]+");

    static Ticket random(RandomGenerator random) {
        return new Ticket(RandomName.base64Url(random));
    }

    /** Empty when a text cannot be a ticket. */
    public static Optional<Ticket> parse(String text) {
        return Base64Url.decode(text)
                .filter(bytes -> bytes.length == RandomName.BYTES)
                .map(bytes -> new Ticket(text));
    }

    /** The name of the request in Redis. */
    public String requestId() {
        return Sha256.shortBase64Url(salted("request"));
    }

    /** What the screen shows beside the QR code, for the user to compare. */
    public String userCode() {
        BigInteger number = new BigInteger(1, Sha256.of(salted("user_code").getBytes(StandardCharsets.UTF_8)));
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LETTERS_OF_A_CODE; i++) {
            BigInteger[] divided = number.divideAndRemainder(BigInteger.valueOf(LETTERS.length()));
            code.append(LETTERS.charAt(divided[1].intValue()));
            number = divided[0];
        }
        return code.insert(LETTERS_OF_A_CODE / 2, '-').toString();
    }

    /** Whether a user code is this one, however it was written. */
    public boolean shows(String userCode) {
        return plain(userCode).equals(plain(userCode()));
    }

    /**
     * A user code without what people and keyboards write differently: full-width letters are letters, and blanks, dashes and
     * what nobody sees are nothing. Empty for what is far too long to be one.
     */
    static String plain(String userCode) {
        return userCode.length() > MOST_CHARACTERS_TYPED
                ? ""
                : BETWEEN_LETTERS
                        .matcher(Normalizer.normalize(userCode, Form.NFKC))
                        .replaceAll("")
                        .toUpperCase(Locale.ROOT);
    }

    /** Tells of a network only whether it is the one that the device asked from. */
    String networkMark(String network) {
        return Sha256.shortBase64Url(salted("network " + network));
    }

    private String salted(String what) {
        return text + ' ' + what;
    }

    @Override
    public String toString() {
        return "ticket";
    }
}
