package dev.wxauth.vault;

import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.keys.Keyring;
import dev.wxauth.keys.Purpose;
import dev.wxauth.keys.SealException;
import dev.wxauth.redis.KeyNames;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Session_keys at rest: sealed and bound to appid and openid, so that a row copied to another user does not open. The
 * newest is kept as long as the configuration says, the one before it for ten minutes.
 *
 * <p>Beside a sealed key stands its fingerprint, a MAC under a master key, by which Redis tells whether it is given the
 * same key again without learning anything about it.
 */
final class SealedKeys {
    /** Which of a user's keys it is. */
    enum Place {
        NEWEST,
        BEFORE
    }

    /** A key as it stands in Redis. */
    record SealedKey(Place place, String text) {}

    private static final Logger log = LoggerFactory.getLogger(SealedKeys.class);
    private static final LuaScript KEEP = LuaScript.named("session-key-keep");
    private static final LuaScript RESEAL = LuaScript.named("session-key-reseal");
    private static final String SEALED = "sealed";
    private static final String RENEWED_AT = "renewed_at";
    private static final Duration BEFORE_IS_KEPT = Duration.ofMinutes(10);

    private final RedisCommands redis;
    private final KeyNames names;
    private final Keyring keyring;
    private final Duration ttl;

    SealedKeys(RedisCommands redis, KeyNames names, Keyring keyring, Duration ttl) {
        this.redis = redis;
        this.names = names;
        this.keyring = keyring;
        this.ttl = ttl;
    }

    Future<Void> keep(UserId user, byte[] key) {
        List<String> arguments = new ArrayList<>(
                List.of(seal(user, key), Long.toString(ttl.toMillis()), Long.toString(BEFORE_IS_KEPT.toMillis())));
        keyring.kids().forEach(kid -> arguments.add(fingerprint(kid, user, key)));
        return redis.run(KEEP, keysOf(user), arguments).mapEmpty();
    }

    /** Those that are held, the newest first. It is read first too, so that a login meanwhile hides none. */
    Future<List<SealedKey>> find(UserId user) {
        Future<Optional<SealedKey>> newest =
                newestField(user, SEALED).map(text -> text.map(found -> new SealedKey(Place.NEWEST, found)));
        Future<Optional<SealedKey>> before = redis.get(names.previousSessionKey(user.tag()))
                .map(text -> text.map(found -> new SealedKey(Place.BEFORE, found)));
        return Future.all(newest, before)
                .map(both -> both.<Optional<SealedKey>>list().stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** When the newest key came, if one is held. */
    Future<Optional<Instant>> renewedAt(UserId user) {
        return newestField(user, RENEWED_AT)
                .map(seconds -> seconds.map(Long::parseLong).map(Instant::ofEpochSecond));
    }

    private Future<Optional<String>> newestField(UserId user, String field) {
        return redis.fields(names.sessionKey(user.tag()), List.of(field))
                .map(fields -> Optional.ofNullable(fields.get(field)));
    }

    /**
     * The key itself; whoever takes it wipes it. Empty when the row was changed or belongs to somebody else: it is as good
     * as none, and the next login mends it. Throws {@link Fault.ServerError} when its master key is missing.
     */
    Optional<byte[]> open(UserId user, SealedKey row) {
        String kid = row.text().substring(0, Math.max(0, row.text().indexOf('.')));
        if (!kid.isEmpty() && !keyring.holds(kid)) {
            throw new Fault.ServerError(
                    "a session_key is sealed under master key " + kid + ", which is not configured");
        }
        try {
            return Optional.of(keyring.open(Purpose.SESSION_KEY, row.text(), user.appid(), user.openid()));
        } catch (SealException | IllegalArgumentException e) {
            log.error("a stored session_key of app {} was changed, or belongs to another user", user.appid());
            return Optional.empty();
        }
    }

    /** Whether it ought to be sealed again, because the operator put another master key in front. */
    boolean isOld(SealedKey row) {
        return keyring.isOld(row.text());
    }

    /** Seals under the first master key what was sealed under another, unless it has changed meanwhile. */
    Future<Void> reseal(UserId user, SealedKey old, byte[] key) {
        return redis.run(
                        RESEAL,
                        keysOf(user),
                        List.of(old.text(), seal(user, key), fingerprint(keyring.frontKid(), user, key)))
                .mapEmpty();
    }

    private List<String> keysOf(UserId user) {
        return List.of(names.sessionKey(user.tag()), names.previousSessionKey(user.tag()));
    }

    private String seal(UserId user, byte[] key) {
        return keyring.seal(Purpose.SESSION_KEY, key, user.appid(), user.openid());
    }

    private String fingerprint(String kid, UserId user, byte[] key) {
        byte[] owner = (user.appid() + '\0' + user.openid() + '\0').getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[owner.length + key.length];
        System.arraycopy(owner, 0, message, 0, owner.length);
        System.arraycopy(key, 0, message, owner.length, key.length);
        byte[] mac = keyring.mac(kid, Purpose.SESSION_KEY_FINGERPRINT, message).orElseThrow();
        return kid + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
