package dev.wxauth.vault;

import dev.wxauth.config.Secret;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.keys.Keyring;
import dev.wxauth.redis.KeyNames;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.vault.SealedKeys.SealedKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the newest session_key of each user and, for ten minutes, the one before it: data that a client encrypted just
 * before a login still opens (WeChat page "checkSession": each login may make a new key). The operations on a key are
 * the interface; no method gives one out.
 *
 * <p>What every use has in common: it fails with {@link Fault.SessionKeyStale} when no key is held or none fits, and with
 * {@link Fault.ServerError} when a master key is missing, which is the operator's fault and not the user's. A key that
 * was sealed under an old master key is sealed again under the first one when it is used.
 */
public final class SessionKeyVault {
    private final SealedKeys keys;
    private final MeterRegistry meters;

    /**
     * Takes the door to Redis, the keys that seal, and where it is counted which key fitted.
     *
     * @param ttl how long a session_key is kept without a login
     */
    public SessionKeyVault(RedisCommands redis, KeyNames names, Keyring keyring, MeterRegistry meters, Duration ttl) {
        this.keys = new SealedKeys(redis, names, keyring, ttl);
        this.meters = meters;
    }

    /** Keeps a key as the user's newest; the same key given again changes nothing. */
    public Future<Void> keep(UserId user, Secret sessionKey) {
        byte[] key = sessionKey.reveal().getBytes(StandardCharsets.US_ASCII);
        Future<Void> kept = keys.keep(user, key);
        Arrays.fill(key, (byte) 0);
        return kept;
    }

    /** When the newest key came, or empty when none is held. */
    public Future<Optional<Instant>> renewedAt(UserId user) {
        return keys.renewedAt(user);
    }

    /** Decrypts WeChat's open data, whose watermark must name the user's app, with the newest key or the one before. */
    public Future<OpenedData> decrypt(UserId user, EncryptedData encrypted) {
        return keys.find(user).compose(held -> use(user, held, key -> OpenData.decrypt(key, encrypted, user.appid())));
    }

    /** Succeeds if rawData was signed with the newest key or the one before. */
    public Future<Void> verify(UserId user, String rawData, String signature) {
        return keys.find(user)
                .compose(held -> use(user, held, key -> signed(key, rawData, signature)))
                .mapEmpty();
    }

    private static Optional<Boolean> signed(byte[] key, String rawData, String signature) {
        return OpenData.isSigned(key, rawData, signature) ? Optional.of(true) : Optional.empty();
    }

    /** The lower-case hexadecimal HMAC-SHA256 of a text under the newest key. */
    public Future<String> sign(UserId user, String payload) {
        return keys.find(user)
                .map(SessionKeyVault::newest)
                .compose(held -> use(user, held, key -> Optional.of(OpenData.sign(key, payload))));
    }

    private static List<SealedKey> newest(List<SealedKey> held) {
        return held.stream()
                .filter(row -> row.place() == SealedKeys.Place.NEWEST)
                .toList();
    }

    /**
     * Tries the keys one by one until one fits. When the newest cannot even be opened because its master key is missing,
     * nobody knows whether it would have fitted; an older one that cannot be opened is as good as gone.
     */
    private <T> Future<T> use(UserId user, List<SealedKey> held, Function<byte[], Optional<T>> attempt) {
        Fault unfit = new Fault.SessionKeyStale();
        for (SealedKey row : held) {
            try {
                Optional<Future<T>> fitted = keys.open(user, row).flatMap(key -> tryOne(user, row, key, attempt));
                if (fitted.isPresent()) {
                    return fitted.get();
                }
            } catch (Fault.ServerError missing) {
                unfit = row.place() == SealedKeys.Place.NEWEST ? missing : unfit;
            }
        }
        return Future.failedFuture(unfit);
    }

    private <T> Optional<Future<T>> tryOne(
            UserId user, SealedKey row, byte[] key, Function<byte[], Optional<T>> attempt) {
        try {
            return attempt.apply(key).map(result -> fitted(user, row, key).map(result));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** That an old seal cannot be renewed must not spoil the use; the next one tries again. */
    private Future<Void> fitted(UserId user, SealedKey row, byte[] key) {
        meters.counter("wxauth_session_key_used", "key", row.place().name().toLowerCase(Locale.ROOT))
                .increment();
        return keys.isOld(row) ? keys.reseal(user, row, key).otherwiseEmpty() : Future.succeededFuture();
    }
}
