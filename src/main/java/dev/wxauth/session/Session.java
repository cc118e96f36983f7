package dev.wxauth.session;

import dev.wxauth.error.Fault;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * @param client whose session it is, when it is not the mini program's own but another device's
 */
public record Session(
        String id,
        int generation,
        Instant rotatedAt,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        String kid,
        Optional<String> device,
        Optional<String> client) {
    private static final int PARTS = 3;
    private static final int HEX = 16;

    /** Throws {@link Fault.InsufficientScope} where it is not the app's own. What another device may not do asks here. */
    public void requireOwnDevice() {
        if (client.isPresent()) {
            throw Fault.InsufficientScope.ofOtherDevices();
        }
    }

    /**
     * Reads the text that the scripts write ({@code lua/lib/sessions.lua} tells its form). Behind the key id may stand a comma
     * and what only the scripts need.
     *
     * @param client null for the mini program's own
     */
    static Session parse(String id, String text, @Nullable String client) {
        String[] parts = text.split(" ", PARTS);
        String[] times = parts[0].split(",", -1);
        boolean rotated = times.length > 2;
        long created = number(times[0]);
        long seen = rotated ? created + number(times[2]) : created;
        return new Session(
                id,
                rotated ? (int) number(times[3]) : 0,
                Instant.ofEpochMilli(rotated ? seen - number(times[4]) : 0),
                Instant.ofEpochMilli(created),
                Instant.ofEpochMilli(seen),
                Instant.ofEpochMilli(seen + number(times[1])),
                parts[1].split(",", 2)[0],
                parts.length == PARTS ? Optional.of(parts[2]) : Optional.empty(),
                Optional.ofNullable(client));
    }

    private static long number(String text) {
        return Long.parseLong(text, HEX);
    }
}
