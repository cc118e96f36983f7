package dev.wxauth.development;

import java.util.Locale;

/** Those between whom messages go, in the order of the picture's lanes. */
enum Lane {
    /** Another phone of the user, another user, a thief, the operator. */
    OTHER,
    /** A website in the browser, and the server behind it. */
    WEBSITE,
    PHONE,
    WXAUTH,
    REDIS,
    WECHAT;

    /** What the page calls it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
