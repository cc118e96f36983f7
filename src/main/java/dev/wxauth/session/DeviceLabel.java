package dev.wxauth.session;

import dev.wxauth.error.Fault;
import java.util.Optional;
import java.util.regex.Pattern;

/** The label that a client gives its device, for the list of sessions (contract, section 3). */
public final class DeviceLabel {
    private static final int MOST_CODE_POINTS = 64;

    /** Controls, ends of lines and paragraphs, and Unicode's Bidi_Control. What joins emoji and letters is none of them. */
    private static final Pattern MISLEADING =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private DeviceLabel() {}

    /**
     * The same label, if it is short enough; else throws {@link Fault.InvalidRequest}.
     *
     * @param what it is called where it stands, such as "The member device"
     */
    public static Optional<String> require(Optional<String> label, String what) {
        if (label.filter(text -> text.codePointCount(0, text.length()) > MOST_CODE_POINTS)
                .isPresent()) {
            throw new Fault.InvalidRequest(what + " must be at most 64 code points long.");
        }
        return label;
    }

    /**
     * The same for a label by which a stranger says who asks, for a user to read: nothing in it may end the line or turn around
     * what stands beside it.
     */
    public static Optional<String> requireReadable(Optional<String> label, String what) {
        if (label.filter(text -> MISLEADING.matcher(text).find()).isPresent()) {
            throw new Fault.InvalidRequest(
                    what + " has a character that ends lines or turns text around: leave it out.");
        }
        return require(label, what);
    }
}
