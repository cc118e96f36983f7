package dev.wxauth.vault;

import dev.wxauth.crypto.UnknownKeyException;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.observe.Counts;
import dev.wxauth.observe.Meters;
import dev.wxauth.rotation.KeyLookup;
import dev.wxauth.settings.Secret;
import dev.wxauth.vault.SealedKeys.SealedKey;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Keeps the newest session_key of each user and, for ten minutes, the one before it: data that a client encrypted just
 * before a login still opens (WeChat page "checkSession": each login may make a new key). The operations on a key are
 * the interface; no method gives one out.
 *
 * <p>What every use has in common: it fails with {@link Fault.SessionKeyStale} when no key is held or none fits; a key
 * whose master key was removed is not held. It fails with {@link Fault.TemporarilyUnavailable} when that master key may
 * only not have reached this pod yet. A key that was sealed under an old master key is sealed again when it is used.
 */
public final class SessionKeyVault {
    /**
     * What came of using a key.
     *
     * @param resealing what it takes to seal that key anew; empty when its seal is fresh
     */
    private record Use<T>(T result, SealedKey row, List<String> resealing) {
        @Override
        public String toString() {
            return "use of " + row;
        }
    }

    private final SealedKeys keys;
    private final KeyLookup lookup;
    private final Counts<Fit> uses;

    /** Which key it was that was used. */
    private enum Fit {
        NEWEST,
        BEFORE,
        /** None, since the master key was removed that it was sealed under. */
        LOST
    }

    /** Takes where keys are, what looks for missing master keys, and where it is counted which key fitted. */
    public SessionKeyVault(SealedKeys keys, KeyLookup lookup, Meters meters) {
        this.keys = keys;
        this.lookup = lookup;
        this.uses = meters.sessionKeysUsed(Fit.class);
    }

    /** Succeeds when a key could be sealed now; fails with {@link Fault.TemporarilyUnavailable} while nobody knows which master key seals. */
    public Future<Void> ready() {
        return keys.ready();
    }

    /**
     * What has a key kept as the user's newest, in one step with what else a login keeps; the same key given again changes
     * nothing.
     *
     * @throws Fault.TemporarilyUnavailable while nobody knows which master key seals
     */
    public List<String> row(UserId user, Secret sessionKey) {
        byte[] key = sessionKey.reveal().getBytes(StandardCharsets.US_ASCII);
        try {
            return keys.row(user, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Keeps a key in place of the one that is held; fails with {@link Fault.NotFound} when none is: the user was erased. */
    public Future<Void> replace(UserId user, Secret sessionKey) {
        return Future.succeededFuture(sessionKey)
                .map(key -> row(user, key))
                .compose(row -> keys.replace(user, row))
                .map(SessionKeyVault::requireHeld);
    }

    private static Void requireHeld(boolean held) {
        if (!held) {
            throw new Fault.NotFound("There is no such user any more.");
        }
        return null;
    }

    /** Succeeds with when the newest key came, or empty when none is held. */
    public Future<Optional<Instant>> renewedAt(UserId user) {
        return keys.renewedAt(user);
    }

    /**
     * Decrypts WeChat's open data, whose watermark must name the user's app, with the newest key or the one before. Fails with
     * {@link Fault.SessionKeyStale} whatever is wrong.
     */
    public Future<OpenedData> decrypt(UserId user, EncryptedData encrypted) {
        return use(user, UnaryOperator.identity(), key -> OpenData.decrypt(key, encrypted, user.appid()));
    }

    /** Succeeds if rawData was signed with the newest key or the one before. */
    public Future<Void> verify(UserId user, String rawData, String signature) {
        return use(user, UnaryOperator.identity(), key -> signed(key, rawData, signature))
                .mapEmpty();
    }

    private static Optional<Boolean> signed(byte[] key, String rawData, String signature) {
        return OpenData.isSigned(key, rawData, signature) ? Optional.of(true) : Optional.empty();
    }

    /**
     * Succeeds with the lower-case hexadecimal HMAC-SHA256 of a text under the newest key; fails with
     * {@link Fault.SessionKeyStale} when none is held.
     */
    public Future<String> sign(UserId user, String payload) {
        return use(user, SessionKeyVault::newest, key -> Optional.of(OpenData.sign(key, payload)));
    }

    private static List<SealedKey> newest(List<SealedKey> held) {
        return held.stream()
                .filter(row -> row.place() == SealedKeys.Place.NEWEST)
                .toList();
    }

    private <T> Future<T> use(
            UserId user, UnaryOperator<List<SealedKey>> choice, Function<byte[], Optional<T>> attempt) {
        return keys.find(user).map(choice).compose(held -> tryAll(user, held, attempt));
    }

    private <T> Future<T> tryAll(UserId user, List<SealedKey> held, Function<byte[], Optional<T>> attempt) {
        return lookup.find(() -> firstThatFits(user, held, attempt))
                .compose(used -> used.isPresent() ? fitted(user, used.get()) : unfit(held));
    }

    /** A key that cannot be opened may have fitted; only when no other does is it worth looking for its master key. */
    private <T> Optional<Use<T>> firstThatFits(
            UserId user, List<SealedKey> held, Function<byte[], Optional<T>> attempt) {
        Optional<UnknownKeyException> lacking = Optional.empty();
        for (SealedKey row : held) {
            try {
                Optional<Use<T>> use = keys.open(user, row).flatMap(key -> tryOne(user, row, key, attempt));
                if (use.isPresent()) {
                    return use;
                }
            } catch (UnknownKeyException e) {
                lacking = Optional.of(e);
            }
        }
        if (lacking.isPresent()) {
            throw lacking.get();
        }
        return Optional.empty();
    }

    private <T> Optional<Use<T>> tryOne(UserId user, SealedKey row, byte[] key, Function<byte[], Optional<T>> attempt) {
        try {
            return attempt.apply(key).map(result -> new Use<>(result, row, resealing(user, row, key)));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private List<String> resealing(UserId user, SealedKey row, byte[] key) {
        return keys.isOld(row) ? keys.resealing(user, row, key) : List.of();
    }

    /** That an old seal cannot be renewed must not spoil the use; the next one tries again. */
    private <T> Future<T> fitted(UserId user, Use<T> use) {
        uses.add(use.row().place() == SealedKeys.Place.NEWEST ? Fit.NEWEST : Fit.BEFORE);
        return use.resealing().isEmpty()
                ? Future.succeededFuture(use.result())
                : keys.reseal(user, use.resealing()).otherwiseEmpty().map(use.result());
    }

    private <T> Future<T> unfit(List<SealedKey> held) {
        if (held.stream().anyMatch(keys::isLost)) {
            uses.add(Fit.LOST);
        }
        return Future.failedFuture(new Fault.SessionKeyStale());
    }
}
