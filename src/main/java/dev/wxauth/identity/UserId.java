package dev.wxauth.identity;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A WeChat user of one app. An openid is case-sensitive and means nothing without its appid (WeChat page
 * "UnionID": the same person has another openid in every app).
 *
 * @param appid the app's
 * @param openid the user's openid in that app
 */
public record UserId(String appid, String openid) {
    /** How many bytes of SHA-256 make a tag: enough that no two users ever share one. */
    public static final int TAG_BYTES = 16;

    /**
     * The user's tag: base64url of a truncated SHA-256 over appid and openid. It is not keyed, because it must outlive
     * every rotation of the master keys.
     */
    public String tag() {
        return Base64Url.encode(tagBytes());
    }

    /** The tag as {@value #TAG_BYTES} bytes. */
    public byte[] tagBytes() {
        return Arrays.copyOf(Sha256.of(bytes()), TAG_BYTES);
    }

    /** Appid and openid with a blank between, as Redis keeps them: no appid has one. */
    public static UserId parse(String text) {
        int blank = text.indexOf(' ');
        return new UserId(text.substring(0, blank), text.substring(blank + 1));
    }

    /** The pair as bytes to be hashed; NUL stands in neither of the two. */
    public byte[] bytes() {
        return (appid + '\0' + openid).getBytes(StandardCharsets.UTF_8);
    }
}
