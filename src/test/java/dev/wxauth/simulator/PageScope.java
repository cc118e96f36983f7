package dev.wxauth.simulator;

import java.time.Duration;
import java.util.Locale;

/** What a page asks for, and so what its code gives (section 13 of the WeChat page). */
public enum PageScope {
    /** A page of an official account, silently: no unionid. */
    SNSAPI_BASE(5),
    /** The same after a tap; a mobile app, too. */
    SNSAPI_USERINFO(5),
    /** A website, by a QR code. */
    SNSAPI_LOGIN(10);

    private final Duration life;

    PageScope(int minutes) {
        this.life = Duration.ofMinutes(minutes);
    }

    Duration life() {
        return life;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
