package dev.wxauth.audit;

import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.identity.UserId;
import dev.wxauth.observe.Meters;
import dev.wxauth.web.Caller;
import java.util.Arrays;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes one structured line and counts one for each event. An openid appears only as a keyed hash. */
public final class AuditLog {
    private static final Logger log = LoggerFactory.getLogger("audit");
    private static final int HASH_BYTES = 16;

    private final Keyring keyring;
    private final Meters meters;

    /** Takes the key of the hashes, and where events are counted. */
    public AuditLog(Keyring keyring, Meters meters) {
        this.keyring = keyring;
        this.meters = meters;
    }

    /** An event of a session. */
    public void record(AuditEvent event, UserId user, String sessionId, Caller caller) {
        write(
                event,
                line(event, user.appid(), caller)
                        .addKeyValue("openid_hash", hash(user))
                        .addKeyValue("session_id", sessionId));
    }

    /** An event of a user as a whole. */
    public void record(AuditEvent event, UserId user, Caller caller) {
        write(event, line(event, user.appid(), caller).addKeyValue("openid_hash", hash(user)));
    }

    /** A login that came to nothing, when nobody knows whose it was. */
    public void refused(String appid, String reason, Caller caller) {
        write(
                AuditEvent.LOGIN_REFUSED,
                line(AuditEvent.LOGIN_REFUSED, appid, caller).addKeyValue("reason", reason));
    }

    private static LoggingEventBuilder line(AuditEvent event, String appid, Caller caller) {
        return log.atInfo()
                .addKeyValue("event", event.text())
                .addKeyValue("appid", appid)
                .addKeyValue("client", caller.address())
                .addKeyValue("request_id", caller.requestId());
    }

    private void write(AuditEvent event, LoggingEventBuilder line) {
        line.log(event.text());
        meters.auditEvent(event.text());
    }

    private String hash(UserId user) {
        byte[] mac = keyring.markOf(Purpose.AUDIT, user.bytes());
        return HexFormat.of().formatHex(Arrays.copyOf(mac, HASH_BYTES));
    }
}
