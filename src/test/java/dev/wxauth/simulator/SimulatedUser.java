package dev.wxauth.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One user in one app, with the one session_key that is alive (section 7.2 of the WeChat page). The openid follows from
 * appid and name, so that a test may know it beforehand.
 */
public final class SimulatedUser {

    private final String appid;
    private final String name;
    private final String openid;
    private String sessionKey = RandomText.sessionKey();

    SimulatedUser(String appid, String name) {
        this.appid = appid;
        this.name = name;
        this.openid = openid(appid, name);
    }

    /** 28 characters of {@code [A-Za-z0-9_-]}, the first of which is {@code o}. */
    public static String openid(String appid, String name) {
        return identifier("openid", appid, name);
    }

    /** Looks like an openid, and is the same in all apps. */
    public static String unionid(String name) {
        return identifier("unionid", name);
    }

    /** The same in all apps of one Open Platform account; that without a name has all that were not moved to another. */
    public static String unionid(String platform, String name) {
        return platform.isEmpty() ? unionid(name) : identifier("unionid", platform, name);
    }

    public String appid() {
        return appid;
    }

    public String name() {
        return name;
    }

    public String openid() {
        return openid;
    }

    public synchronized String sessionKey() {
        return sessionKey;
    }

    public synchronized void sessionKey(String key) {
        sessionKey = key;
    }

    /** Gives this user a new session_key, which is the answer; the old one is dead at once. */
    public synchronized String rotateSessionKey() {
        sessionKey = RandomText.sessionKey();
        return sessionKey;
    }

    private static String identifier(String... parts) {
        byte[] digest =
                OpenDataCipher.digest("SHA-256", String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        return "o" + Base64.getUrlEncoder().encodeToString(digest).substring(0, 27);
    }
}
