package dev.wxauth.audit;

import java.util.Locale;

/** What the audit trail records (contract, section 8). */
public enum AuditEvent {
    LOGIN,
    LOGIN_REFUSED,
    REFRESH,
    REUSE_DETECTED,
    LOGOUT,
    REVOKE,
    ROLES_CHANGED,
    ERASED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
