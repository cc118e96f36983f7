package dev.wxauth.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment of a service under test: everything that has no default, freshly made. */
public final class TestSettings {
    /** The mini program. */
    public static final String APPID = "wx0123456789abcdef";

    /** Its AppSecret. */
    public static final String APP_SECRET = "0123456789abcdef0123456789abcdef";

    /** A service client with every scope. */
    public static final String CLIENT_ID = "shop";

    /** Its secret. */
    public static final String CLIENT_SECRET = "shop-secret";

    /** A program in the user's hands, which has no secret. */
    public static final String PUBLIC_ID = "web";

    /** A website, which lets its users in by the device grant. */
    public static final String SITE_ID = "site";

    /** Its secret. */
    public static final String SITE_SECRET = "site-secret";

    private TestSettings() {}

    /** Settings for a service with this Redis and this WeChat. */
    public static Map<String, String> create(String redisUrl, String wechatUrl) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("WXAUTH_PORT", "0");
        settings.put("WXAUTH_MANAGEMENT_PORT", "0");
        settings.put("WXAUTH_HOST", "127.0.0.1");
        settings.put("WXAUTH_APPS", APPID + ":" + APP_SECRET);
        settings.put("WXAUTH_WECHAT_URLS", wechatUrl);
        settings.put("WXAUTH_REDIS_URL", redisUrl);
        settings.put("WXAUTH_ISSUER", "https://auth.example.com");
        settings.put(
                "WXAUTH_CLIENTS",
                CLIENT_ID + ":" + CLIENT_SECRET + ":introspect+revoke+users:read+users:write+session-key+device+login"
                        + ",weak:weak-secret:revoke," + PUBLIC_ID + "::device," + SITE_ID + ":" + SITE_SECRET
                        + ":device");
        settings.put("WXAUTH_DEVICE_URI", "https://auth.example.com/d");
        settings.put("WXAUTH_SIGNING_KEYS", jwkSet(signingKey()));
        settings.put("WXAUTH_MASTER_KEYS", "k1:" + masterKey());
        settings.put("WXAUTH_RATE_LIMIT", "0");
        settings.put("WXAUTH_DRAIN_DELAY", "0s");
        settings.put("WXAUTH_DRAIN_TIMEOUT", "5s");
        return settings;
    }

    /** A new key for ES256, with its private part. */
    public static JWK signingKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JWK set of these keys. */
    public static String jwkSet(JWK... keys) {
        return "{\"keys\":["
                + String.join(",", Arrays.stream(keys).map(JWK::toJSONString).toList()) + "]}";
    }

    /** Base64 of 32 new bytes. */
    public static String masterKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
