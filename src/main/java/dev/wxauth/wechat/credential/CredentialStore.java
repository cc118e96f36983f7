package dev.wxauth.wechat.credential;

import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.crypto.SealException;
import dev.wxauth.error.Fault;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.settings.Secret;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * WeChat's access_token of each app, sealed in Redis for all pods, and the lock of the one who fetches a new one. How long
 * a token still works is its key's time to live, so that the pods' clocks need not agree.
 */
public final class CredentialStore {
    private static final LuaScript KEEP = LuaScript.named("access-token-keep");
    private static final LuaScript UNLOCK = LuaScript.named("access-token-unlock");

    private final RedisCommands redis;
    private final RedisKeys names;
    private final Keyring keyring;

    /** Takes the door to Redis, and the keys that seal. */
    public CredentialStore(RedisCommands redis, RedisKeys names, Keyring keyring) {
        this.redis = redis;
        this.names = names;
        this.keyring = keyring;
    }

    /** A name for one who locks, so that nobody unlocks for another. */
    String owner() {
        return UUID.randomUUID().toString();
    }

    /**
     * Finds the token, empty when there is none that opens. Fails with {@link Fault.TemporarilyUnavailable} when Redis is out of
     * reach.
     */
    Future<Optional<WeChatCredential>> find(String appid) {
        Future<Optional<String>> sealed = redis.get(names.accessToken(appid));
        Future<Optional<Duration>> left = redis.remainingLife(names.accessToken(appid));
        return Future.all(sealed, left).map(both -> read(appid, sealed.result(), left.result()));
    }

    private Optional<WeChatCredential> read(String appid, Optional<String> sealed, Optional<Duration> left) {
        return sealed.isEmpty() ? Optional.empty() : open(appid, sealed.get(), left);
    }

    /** One that was sealed under a master key which is gone, or meanwhile expired, is as good as none. */
    private Optional<WeChatCredential> open(String appid, String sealed, Optional<Duration> left) {
        try {
            byte[] token = keyring.open(Purpose.WECHAT_TOKEN, sealed, appid);
            Secret text = new Secret(new String(token, StandardCharsets.UTF_8));
            return left.map(life -> new WeChatCredential(text, life));
        } catch (SealException e) {
            return Optional.empty();
        }
    }

    /**
     * Tells whether the lock was free and is now this owner's. Fails with {@link Fault.TemporarilyUnavailable} when Redis is
     * out of reach; then it may be locked all the same.
     */
    Future<Boolean> lock(String appid, String owner, Duration life) {
        return redis.setIfAbsent(names.accessTokenLock(appid), owner, life);
    }

    /**
     * Stores a token, if the lock is still this owner's. A fresh token frees the lock; after any other it stays until it
     * expires, or each request would fetch the same old token again. Fails with {@link Fault.TemporarilyUnavailable} when
     * Redis is out of reach, or has not told yet which key seals.
     */
    Future<Void> keep(String appid, String owner, WeChatCredential token) {
        return Future.succeededFuture(token)
                .map(kept -> arguments(appid, owner, kept))
                .compose(arguments ->
                        redis.run(KEEP, List.of(names.accessToken(appid), names.accessTokenLock(appid)), arguments))
                .mapEmpty();
    }

    private List<String> arguments(String appid, String owner, WeChatCredential token) {
        byte[] text = token.text().reveal().getBytes(StandardCharsets.UTF_8);
        return List.of(
                owner,
                keyring.seal(Purpose.WECHAT_TOKEN, text, appid),
                Long.toString(token.left().toMillis()),
                token.isFresh() ? "1" : "0");
    }

    /**
     * Frees the lock, if it is still this owner's. Fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
     */
    Future<Void> unlock(String appid, String owner) {
        return redis.run(UNLOCK, List.of(names.accessTokenLock(appid)), List.of(owner))
                .mapEmpty();
    }
}
