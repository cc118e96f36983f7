package dev.wxauth.session;

import dev.wxauth.error.Fault;
import java.util.Optional;

/** The label that a client gives its device, for the list of sessions (contract, section 3). */
public final class DeviceLabel {
    private static final int MOST_CODE_POINTS = 64;

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
}
