package dev.wxauth.device;

import dev.wxauth.audit.AuditLog;
import dev.wxauth.audit.AuditLog.SessionEvent;
import dev.wxauth.authentication.Bearer;
import dev.wxauth.error.Fault;
import dev.wxauth.grant.Refusal;
import dev.wxauth.web.Request;
import java.util.Locale;

/**
 * Tells the trail why a user was refused, and the user nothing: all requests that one may not see look alike.
 *
 * @param audit the trail
 */
record Refusals(AuditLog audit) {
    /** The answer to a request that this user may not see or decide. */
    Fault refuse(Refusal why, Bearer bearer, Request request) {
        if (why != Refusal.GONE) {
            tell(why.name().toLowerCase(Locale.ROOT), bearer, request);
        }
        return notFound();
    }

    void tell(String reason, Bearer bearer, Request request) {
        audit.deviceRefused(reason, by(bearer, request));
    }

    static SessionEvent by(Bearer bearer, Request request) {
        return new SessionEvent(bearer.user(), bearer.sessionId(), request.caller());
    }

    static Fault notFound() {
        return new Fault.NotFound("There is no such request, or it is over: have the device show a new code.");
    }
}
