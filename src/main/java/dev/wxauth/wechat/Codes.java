package dev.wxauth.wechat;

import dev.wxauth.error.Fault;
import java.util.regex.Pattern;

/** What a code looks like, whichever button or call of WeChat's gave it to the client. */
public final class Codes {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,512}");

    private Codes() {}

    /** The same code, or {@link Fault.InvalidRequest} when it cannot be one. */
    public static String require(String code) {
        if (!CODE.matcher(code).matches()) {
            throw new Fault.InvalidRequest("The member code must be 1 to 512 characters of A-Z, a-z, 0-9, _ and -.");
        }
        return code;
    }
}
