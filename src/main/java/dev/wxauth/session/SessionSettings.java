package dev.wxauth.session;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.time.Duration;

/**
 * How long sessions live, and how many of them.
 *
 * @param skeyTtl how long an skey holds that nobody refreshes
 * @param skeyMaxAge how long a session lives, however often it is refreshed
 * @param rotationGrace how long an skey may still be used after it was replaced
 * @param maxSessions how many a user may have in one app
 * @param sessionKeyTtl how long WeChat's session_key is kept
 */
public record SessionSettings(
        Duration skeyTtl, Duration skeyMaxAge, Duration rotationGrace, int maxSessions, Duration sessionKeyTtl) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_SESSIONS = 1000;

    /** Reads them, and leaves what is wrong with them to the reader. */
    public static SessionSettings read(SettingReader settings) {
        return new SessionSettings(
                settings.read(Setting.SKEY_TTL, Parse.duration(SECOND)),
                settings.read(Setting.SKEY_MAX_AGE, Parse.duration(SECOND)),
                settings.read(Setting.ROTATION_GRACE, Parse.duration(Duration.ZERO)),
                settings.number(Setting.MAX_SESSIONS, 1, MOST_SESSIONS),
                settings.read(Setting.SESSION_KEY_TTL, Parse.duration(SECOND)));
    }
}
