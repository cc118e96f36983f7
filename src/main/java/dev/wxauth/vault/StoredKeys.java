package dev.wxauth.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * A user's session_keys as they stand in Redis.
 *
 * @param sealed the newest key
 * @param renewedAt when that came
 * @param before the key before it, if there is one
 * @param beforeUntil how long that may be used, or the epoch without one
 */
record StoredKeys(String sealed, Instant renewedAt, Optional<String> before, Instant beforeUntil) {
    private static final int WITH_ONE_BEFORE = 5;

    /** Reads the text that the scripts write ({@code lua/lib/session-keys.lua} tells its form). */
    static StoredKeys parse(String text) {
        String[] parts = text.split(" ", -1);
        boolean two = parts.length == WITH_ONE_BEFORE;
        return new StoredKeys(
                parts[0],
                Instant.ofEpochSecond(Long.parseLong(parts[2])),
                two ? Optional.of(parts[3]) : Optional.empty(),
                two ? Instant.ofEpochMilli(Long.parseLong(parts[4])) : Instant.EPOCH);
    }

    /** The key before the newest, if it may be used at that time. */
    Optional<String> beforeAt(Instant time) {
        return before.filter(key -> time.isBefore(beforeUntil));
    }
}
