package dev.wxauth.vault;

import dev.wxauth.config.Secret;
import dev.wxauth.identity.UserId;
import dev.wxauth.keys.Keyring;
import dev.wxauth.keys.Purpose;
import dev.wxauth.redis.KeyNames;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Keeps the newest session_key of each user and, for ten minutes, the one before it: data that a client encrypted just
 * before a login still opens (WeChat page "checkSession": each login may make a new key). A key at rest is sealed and
 * bound to its appid and openid, so that a row copied to another user does not open.
 */
public final class SessionKeyVault {
    private static final LuaScript KEEP = LuaScript.named("session-key-keep");
    private static final Duration BEFORE_IS_KEPT = Duration.ofMinutes(10);

    private final RedisCommands redis;
    private final KeyNames names;
    private final Keyring keyring;
    private final Duration ttl;

    /**
     * Takes the door to Redis, and the keys that seal.
     *
     * @param ttl how long a session_key is kept without a login
     */
    public SessionKeyVault(RedisCommands redis, KeyNames names, Keyring keyring, Duration ttl) {
        this.redis = redis;
        this.names = names;
        this.keyring = keyring;
        this.ttl = ttl;
    }

    /** Keeps a key as the user's newest; the same key given again changes nothing. */
    public Future<Void> keep(UserId user, Secret sessionKey) {
        byte[] key = sessionKey.reveal().getBytes(StandardCharsets.US_ASCII);
        List<String> arguments = new ArrayList<>(List.of(
                keyring.seal(Purpose.SESSION_KEY, key, user.appid(), user.openid()),
                Long.toString(ttl.toMillis()),
                Long.toString(BEFORE_IS_KEPT.toMillis())));
        keyring.kids().forEach(kid -> arguments.add(fingerprint(kid, user, key)));
        return redis.run(KEEP, List.of(names.sessionKey(user.tag()), names.previousSessionKey(user.tag())), arguments)
                .mapEmpty();
    }

    /** Tells Redis whether two keys are the same, and nobody anything about either. */
    private String fingerprint(String kid, UserId user, byte[] key) {
        byte[] owner = (user.appid() + '\0' + user.openid() + '\0').getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[owner.length + key.length];
        System.arraycopy(owner, 0, message, 0, owner.length);
        System.arraycopy(key, 0, message, owner.length, key.length);
        byte[] mac = keyring.mac(kid, Purpose.SESSION_KEY_FINGERPRINT, message).orElseThrow();
        return kid + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
