package dev.wxauth.wechat.transport;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WeChat's errmsg, fit for a log: printable ASCII, of a sane length, and nothing in it that we had sent in confidence. Some
 * of these texts repeat what they refuse; one of 40125 once held a link.
 *
 * @param text the cleaned text
 */
record Errmsg(String text) {
    private static final int LONGEST = 300;

    /** What is shorter guards nothing, and may stand in any word. */
    private static final int SHORTEST_SECRET = 6;

    private static final Pattern RID = Pattern.compile("rid: ([0-9a-f-]{1,40})");
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x20-\\x7e]+");

    /** Cleans a text of these secrets, before anything is cut off: half a secret would not be found. */
    static Errmsg clean(String text, List<String> secrets) {
        String clean = text;
        for (String secret : secrets) {
            clean = secret.length() < SHORTEST_SECRET ? clean : masked(clean, secret);
        }
        String printable = NOT_PRINTABLE.matcher(clean).replaceAll("?");
        return new Errmsg(printable.substring(0, Math.min(LONGEST, printable.length())));
    }

    private static String masked(String text, String secret) {
        return Pattern.compile(secret, Pattern.LITERAL | Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .replaceAll("***");
    }

    /** The id by which WeChat's support finds the request, if there is one. */
    Optional<String> rid() {
        Matcher rid = RID.matcher(text);
        return rid.find() ? Optional.of(rid.group(1)) : Optional.empty();
    }
}
