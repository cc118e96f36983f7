package dev.wxauth.audit;

import java.util.Locale;
import org.slf4j.event.Level;

/** What the audit trail records (contract, sections 8 and 11). */
public enum AuditEvent {
    LOGIN,
    LOGIN_REFUSED,
    REFRESH,
    REUSE_DETECTED,
    LOGOUT,
    REVOKE,
    ROLES_CHANGED,
    ERASED,
    /** A service client could not show that it is who it says. */
    CLIENT_REFUSED,
    /** A service had a session_key used: what for is its {@code use}. */
    SESSION_KEY_USED,
    SECRET_RELOADED,
    /** A login found the user's sessions too many, and the one idle longest gave way. */
    SESSION_EVICTED;

    /** What the operator should look at stands out. */
    Level level() {
        return this == REUSE_DETECTED || this == CLIENT_REFUSED ? Level.WARN : Level.INFO;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
