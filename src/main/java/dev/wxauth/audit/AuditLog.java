package dev.wxauth.audit;

import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.identity.UserId;
import dev.wxauth.observe.Counts;
import dev.wxauth.observe.Meters;
import dev.wxauth.web.Caller;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes one structured line and counts one for each event. An openid appears only as a keyed hash. */
public final class AuditLog {
    private static final Logger log = LoggerFactory.getLogger("audit");
    private static final int HASH_BYTES = 16;

    private final Keyring keyring;
    private final Counts<AuditEvent> counts;

    /** Takes the key of the hashes, and where events are counted. */
    public AuditLog(Keyring keyring, Meters meters) {
        this.keyring = keyring;
        this.counts = meters.auditEvents(AuditEvent.class);
    }

    /** An event of a session. */
    public void record(AuditEvent event, UserId user, String sessionId, Caller caller) {
        write(
                event,
                line(event, user.appid(), caller)
                        .addKeyValue("openid_hash", hash(user))
                        .addKeyValue("session_id", sessionId));
    }

    /** What a user said to the request of another device, whose client this is. */
    public void decided(AuditEvent event, SessionEvent by, String client) {
        write(event, line(event, by).addKeyValue("client_id", client));
    }

    /** What a user tried and may not with the request of another device. */
    public void deviceRefused(String reason, SessionEvent by) {
        write(AuditEvent.DEVICE_REFUSED, line(AuditEvent.DEVICE_REFUSED, by).addKeyValue("reason", reason));
    }

    /**
     * Who did something, by which session.
     *
     * @param caller by whose request
     */
    public record SessionEvent(UserId user, String sessionId, Caller caller) {}

    private LoggingEventBuilder line(AuditEvent event, SessionEvent by) {
        return line(event, by.user().appid(), by.caller())
                .addKeyValue("openid_hash", hash(by.user()))
                .addKeyValue("session_id", by.sessionId());
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

    /** A service client that could not show to be one; it is named where there is such a client. */
    public void clientRefused(Optional<String> client, Caller caller) {
        write(AuditEvent.CLIENT_REFUSED, named(line(AuditEvent.CLIENT_REFUSED, caller), client));
    }

    /** A service had the user's session_key used. */
    public void sessionKeyUsed(String use, UserId user, Caller caller) {
        write(
                AuditEvent.SESSION_KEY_USED,
                line(AuditEvent.SESSION_KEY_USED, user.appid(), caller)
                        .addKeyValue("openid_hash", hash(user))
                        .addKeyValue("use", use));
    }

    /** The file of a secret changed, and its new value is in force. */
    public void secretReloaded(String setting) {
        write(AuditEvent.SECRET_RELOADED, line(AuditEvent.SECRET_RELOADED).addKeyValue("setting", setting));
    }

    private static LoggingEventBuilder line(AuditEvent event, String appid, Caller caller) {
        return line(event, caller).addKeyValue("appid", appid);
    }

    private static LoggingEventBuilder line(AuditEvent event, Caller caller) {
        return caller.nameOn(line(event).addKeyValue("client", caller.address()));
    }

    private static LoggingEventBuilder line(AuditEvent event) {
        return log.atLevel(event.level()).addKeyValue("event", event.text());
    }

    private static LoggingEventBuilder named(LoggingEventBuilder line, Optional<String> client) {
        return client.map(id -> line.addKeyValue("client_id", id)).orElse(line);
    }

    private void write(AuditEvent event, LoggingEventBuilder line) {
        line.log(event.text());
        counts.add(event);
    }

    private String hash(UserId user) {
        byte[] mac = keyring.markOf(Purpose.AUDIT, user.bytes());
        return HexFormat.of().formatHex(Arrays.copyOf(mac, HASH_BYTES));
    }
}
