package dev.wxauth.vault;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.crypto.SealException;
import dev.wxauth.crypto.UnknownKeyException;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Session_keys at rest: sealed and bound to appid and openid, so that a row copied to another user does not open. The
 * newest is kept as long as the configuration says, the one before it for ten minutes.
 *
 * <p>Beside a sealed key stands its fingerprint, a MAC under each master key that its writer held, by which Redis tells
 * whether it is given the same key again without learning anything about it, also by a pod that lacks some of those keys.
 */
public final class SealedKeys {
    /** Which of a user's keys it is. */
    enum Place {
        NEWEST,
        BEFORE
    }

    /** A key as it stands in Redis. */
    record SealedKey(Place place, String text) {}

    private static final Logger log = LoggerFactory.getLogger(SealedKeys.class);
    private static final LuaScript REPLACE = LuaScript.named("session-key-replace", "sessions", "session-keys");
    private static final LuaScript RESEAL = LuaScript.named("session-key-reseal", "session-keys");
    private static final Duration BEFORE_IS_KEPT = Duration.ofMinutes(10);

    /** Of a MAC: nobody chooses session_keys, and that two of one user look alike by chance is not to be expected. */
    private static final int FINGERPRINT_BYTES = 9;

    private final RedisCommands redis;
    private final RedisKeys names;
    private final Keyring keyring;
    private final Duration ttl;
    private final InstantSource clock;

    /**
     * Takes the door to Redis, and the keys that seal.
     *
     * @param ttl how long a session_key is kept without a login
     */
    public SealedKeys(RedisCommands redis, RedisKeys names, Keyring keyring, Duration ttl, InstantSource clock) {
        this.redis = redis;
        this.names = names;
        this.keyring = keyring;
        this.ttl = ttl;
        this.clock = clock;
    }

    /** What a script needs to keep a key as the newest: the seal, both lives, the fingerprints. */
    List<String> row(UserId user, byte[] key) {
        List<String> row = new ArrayList<>(
                List.of(seal(user, key), Long.toString(ttl.toMillis()), Long.toString(BEFORE_IS_KEPT.toMillis())));
        row.addAll(fingerprints(user, key));
        return row;
    }

    /** Keeps a key as the newest, in place of the one that is held. Succeeds with whether there is one. */
    Future<Boolean> replace(UserId user, List<String> row) {
        return redis.run(REPLACE, keysOf(user), row).map(kept -> kept.equals(List.of("1")));
    }

    /** Succeeds with those that are held, the newest first. */
    Future<List<SealedKey>> find(UserId user) {
        return stored(user).map(row -> row.map(this::held).orElse(List.of()));
    }

    private List<SealedKey> held(StoredKeys row) {
        Stream<SealedKey> newest = Stream.of(new SealedKey(Place.NEWEST, row.sealed()));
        Stream<SealedKey> before =
                row.beforeAt(clock.instant()).map(text -> new SealedKey(Place.BEFORE, text)).stream();
        return Stream.concat(newest, before).toList();
    }

    /** Succeeds with when the newest key came, if one is held. */
    Future<Optional<Instant>> renewedAt(UserId user) {
        return stored(user).map(row -> row.map(StoredKeys::renewedAt));
    }

    private Future<Optional<StoredKeys>> stored(UserId user) {
        return redis.get(names.sessionKey(user.tag())).map(text -> text.map(StoredKeys::parse));
    }

    /**
     * The key itself; whoever takes it wipes it. Empty when the row was changed or belongs to somebody else: it is as good
     * as none, and the next login mends it.
     *
     * @throws UnknownKeyException when its master key is not held
     */
    Optional<byte[]> open(UserId user, SealedKey row) {
        try {
            return Optional.of(keyring.open(Purpose.SESSION_KEY, row.text(), user.appid(), user.openid()));
        } catch (UnknownKeyException lacking) {
            throw lacking;
        } catch (SealException e) {
            log.error("a stored session_key of app {} was changed, or belongs to another user", user.appid());
            return Optional.empty();
        }
    }

    /** Whether its master key is gone, and the key with it. */
    boolean isLost(SealedKey row) {
        return !keyring.holdsKeyOf(row.text());
    }

    /** Whether it ought to be sealed again, because the operator put another master key in front. */
    boolean isOld(SealedKey row) {
        return keyring.isOld(row.text());
    }

    /** What it takes to seal a key anew that was sealed under another master key, unless it has changed meanwhile. */
    List<String> resealing(UserId user, SealedKey old, byte[] key) {
        List<String> arguments = new ArrayList<>(List.of(old.text(), seal(user, key)));
        arguments.addAll(fingerprints(user, key));
        return arguments;
    }

    Future<Void> reseal(UserId user, List<String> resealing) {
        return redis.run(RESEAL, keysOf(user), resealing).mapEmpty();
    }

    /** Succeeds when a key could be sealed now; fails with {@link Fault.TemporarilyUnavailable} while nobody knows which master key seals. */
    Future<Void> ready() {
        return Future.succeededFuture().map(asked -> keyring.sealingKid()).mapEmpty();
    }

    private List<String> keysOf(UserId user) {
        return List.of(names.sessionKey(user.tag()));
    }

    private String seal(UserId user, byte[] key) {
        return keyring.seal(Purpose.SESSION_KEY, key, user.appid(), user.openid());
    }

    private List<String> fingerprints(UserId user, byte[] key) {
        byte[] owner = user.bytes();
        byte[] message = Arrays.copyOf(owner, owner.length + 1 + key.length);
        System.arraycopy(key, 0, message, owner.length + 1, key.length);
        Map<String, byte[]> macs = keyring.macs(Purpose.SESSION_KEY_FINGERPRINT, message);
        Arrays.fill(message, (byte) 0);
        List<String> fingerprints = new ArrayList<>();
        macs.forEach(
                (kid, mac) -> fingerprints.add(kid + ":" + Base64Url.encode(Arrays.copyOf(mac, FINGERPRINT_BYTES))));
        Collections.sort(fingerprints);
        return fingerprints;
    }
}
