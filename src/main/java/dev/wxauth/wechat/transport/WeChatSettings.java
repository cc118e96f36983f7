package dev.wxauth.wechat.transport;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How WeChat is called.
 *
 * @param urls its hosts, the preferred one first
 * @param timeout how long one call may take, over all hosts
 * @param concurrency how many calls the pod makes at a time
 */
public record WeChatSettings(List<URI> urls, Duration timeout, int concurrency, Breaker breaker) {
    private static final Duration TICK = Duration.ofMillis(1);
    private static final int MOST = 1_000_000;

    /** When calls to WeChat are given up for a while. */
    public record Breaker(int failures, Duration window, Duration reset) {
        private static Breaker read(SettingReader settings) {
            return new Breaker(
                    settings.number(Setting.BREAKER_FAILURES, 1, MOST),
                    settings.read(Setting.BREAKER_WINDOW, Parse.duration(TICK)),
                    settings.read(Setting.BREAKER_RESET, Parse.duration(TICK)));
        }
    }

    /** Reads them, and leaves what is wrong with them to the reader. */
    public static WeChatSettings read(SettingReader settings) {
        return new WeChatSettings(
                settings.read(Setting.WECHAT_URLS, Parse::baseUrls),
                settings.read(Setting.WECHAT_TIMEOUT, Parse.duration(TICK)),
                settings.number(Setting.WECHAT_CONCURRENCY, 1, MOST),
                Breaker.read(settings));
    }
}
