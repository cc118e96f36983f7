package dev.wxauth.session;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.time.Duration;

/**
 * How long sessions live, and how many of them.
 *
 * @param ofMiniPrograms how long their own sessions live
 * @param ofOtherDevices how long those live that a user opened for another device
 * @param rotationGrace how long an skey may still be used after it was replaced
 * @param maxSessions how many a user may have in one app
 * @param sessionKeyTtl how long WeChat's session_key is kept
 */
public record SessionSettings(
        Lifetimes ofMiniPrograms,
        Lifetimes ofOtherDevices,
        Duration rotationGrace,
        int maxSessions,
        Duration sessionKeyTtl) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_SESSIONS = 1000;

    /** Reads them, and leaves what is wrong with them to the reader. */
    public static SessionSettings read(SettingReader settings) {
        return new SessionSettings(
                lifetimes(settings, Setting.SKEY_TTL, Setting.SKEY_MAX_AGE),
                lifetimes(settings, Setting.DEVICE_SESSION_TTL, Setting.DEVICE_SESSION_MAX_AGE),
                settings.read(Setting.ROTATION_GRACE, Parse.duration(Duration.ZERO)),
                settings.number(Setting.MAX_SESSIONS, 1, MOST_SESSIONS),
                settings.read(Setting.SESSION_KEY_TTL, Parse.duration(SECOND)));
    }

    private static Lifetimes lifetimes(SettingReader settings, Setting idle, Setting most) {
        return new Lifetimes(settings.read(idle, Parse.duration(SECOND)), settings.read(most, Parse.duration(SECOND)));
    }
}
