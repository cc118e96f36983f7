package dev.wxauth.development;

import java.util.Locale;

/** Those between whom messages go, in the order of the picture's lanes. */
enum Lane {
    /** Another phone of the user, a thief, the operator. */
    OTHER,
    PHONE,
    WXAUTH,
    REDIS,
    WECHAT;

    /** What the page calls it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
