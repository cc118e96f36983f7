package dev.wxauth.session;

import java.time.Instant;
import java.util.Optional;

/**
 * One login on one device, as it stands in Redis.
 *
 * @param id the session's id, 22 characters of base64url
 * @param generation of the current skey
 * @param rotatedAt when that generation began, or the epoch when the session has never rotated
 * @param createdAt the login
 * @param lastSeenAt the last login or refresh
 * @param expiresAt when it ends by itself
 * @param kid the master key that the current skey was made under
 * @param device the label the client gave
 */
public record Session(
        String id,
        int generation,
        Instant rotatedAt,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        String kid,
        Optional<String> device) {
    private static final int FIELDS = 7;

    /**
     * Reads the text that the scripts write: six fields and the label, blanks between them. Behind the key id may stand a
     * comma and what only the scripts need.
     */
    static Session parse(String id, String text) {
        String[] fields = text.split(" ", FIELDS);
        return new Session(
                id,
                Integer.parseInt(fields[0]),
                instant(fields[1]),
                instant(fields[2]),
                instant(fields[3]),
                instant(fields[4]),
                fields[5].split(",", 2)[0],
                Optional.of(fields[6]).filter(label -> !label.isEmpty()));
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
