package dev.wxauth.wechat.credential;

import dev.wxauth.settings.Secret;
import java.time.Duration;

/**
 * WeChat's access_token.
 *
 * @param text as WeChat gave it, up to 512 characters
 * @param left how long it still works
 */
record WeChatCredential(Secret text, Duration left) {
    private static final Duration AGE = Duration.ofMinutes(5);

    /** WeChat makes a new one five minutes before the end of the old one, and until then gives the old one again. */
    boolean isFresh() {
        return left.compareTo(AGE) > 0;
    }
}
