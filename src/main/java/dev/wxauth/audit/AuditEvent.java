package dev.wxauth.audit;

import java.util.Locale;
import org.slf4j.event.Level;

/** What the audit trail records (contract, sections 8, 10 and 13). */
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
    /** A user who was known before is a person from now on, or another one. */
    PERSON_LINKED,
    /** A login found the user's sessions too many, and the one idle longest gave way. */
    SESSION_EVICTED,
    /** A user agreed to a session of another device. */
    DEVICE_APPROVED,
    DEVICE_DENIED,
    /** A user tried what may not be done with the request of another device. */
    DEVICE_REFUSED;

    /** What the operator should look at stands out. */
    Level level() {
        return this == REUSE_DETECTED || this == CLIENT_REFUSED ? Level.WARN : Level.INFO;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
