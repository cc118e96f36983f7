package dev.wxauth.redis;

import java.util.List;

/**
 * The name of every key. All keys of one user carry the user's tag in braces, so that Redis Cluster keeps them in one
 * slot and one script can change them together; they end in one letter, because there are more of them than of any other.
 */
public final class RedisKeys {
    private final String prefix;

    /** Takes what every name starts with. */
    public RedisKeys(String prefix) {
        this.prefix = prefix;
    }

    /** Hash: the sessions of a user, one field each, and beside them what every read of a session needs. */
    public String sessions(String tag) {
        return ofUser(tag, "s");
    }

    /** Hash: roles and profile; without any it comes only with the end of the last session, for what {@link #sessions} told. */
    public String user(String tag) {
        return ofUser(tag, "u");
    }

    /** String: the newest session_key and, for a while, the one before it, sealed. */
    public String sessionKey(String tag) {
        return ofUser(tag, "k");
    }

    /** Hash: which requests of other devices the user agreed to lately, and how often the user tried to. */
    public String consents(String tag) {
        return ofUser(tag, "d");
    }

    /** Hash: the users who are a person, by their tags. It is no user's: it lies in a slot of its own, and names nobody. */
    public String person(String id) {
        return ofUser(id, "p");
    }

    /** What a login writes. */
    public List<String> ofLogin(String tag) {
        return List.of(sessions(tag), user(tag), sessionKey(tag));
    }

    /** Every key of a user. */
    public List<String> allOf(String tag) {
        return List.of(sessions(tag), user(tag), sessionKey(tag), consents(tag));
    }

    /** Hash: the request of another device, by the hash of its ticket. */
    public String deviceRequest(String id) {
        return prefix + "device:{" + id + "}";
    }

    /** String: when the device asked last, as long as nothing is decided and it never asked too soon. */
    public String devicePoll(String id) {
        return deviceRequest(id) + ":poll";
    }

    /** String: the sealed ticket behind a code that may be typed, by the keyed hash of that code. */
    public String typedCode(String hash) {
        return prefix + "device:typed:" + hash;
    }

    /** String: a code that is spent, by the hash of the code. */
    public String code(String hash) {
        return prefix + "code:" + hash;
    }

    /** Hash: an Idempotency-Key and what its request was, by the hash of the key. */
    public String idempotencyKey(String hash) {
        return prefix + "idem:{" + hash + "}";
    }

    /** String: the sealed answer to the request with that Idempotency-Key. */
    public String keptAnswer(String hash) {
        return prefix + "idem:{" + hash + "}:answer";
    }

    /** String: how often somebody logged in during this minute, by the address, or by the client behind its colon. */
    public String loginRate(String who) {
        return prefix + "rate:" + who;
    }

    /** String: how often other devices were asked for from an address, or by a client, during this minute. */
    public String deviceRate(String asker) {
        return prefix + "rate:device:" + asker;
    }

    /** String: WeChat's access_token of an app, sealed. */
    public String accessToken(String appid) {
        return prefix + "wechat:{" + appid + "}:token";
    }

    /** String: who is fetching WeChat's access_token just now. */
    public String accessTokenLock(String appid) {
        return prefix + "wechat:{" + appid + "}:lock";
    }

    /** Hash: since when each signing and master key is known to pods, by kind and key id. */
    public String keyTimes() {
        return prefix + "keys";
    }

    private String ofUser(String tag, String what) {
        return prefix + "{" + tag + "}:" + what;
    }
}
