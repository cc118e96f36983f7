package dev.wxauth.crypto;

import dev.wxauth.settings.Parse;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that guard session_keys and skeys. The first that has begun seals; all of them open.
 *
 * @param keys in the operator's order
 */
public record MasterKeys(List<MasterKey> keys) {
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final int KEY_BYTES = 32;

    /** One key. Its id stands in front of everything made under it. */
    public record MasterKey(String kid, SecretKeySpec key) {
        @Override
        public String toString() {
            return kid + "=***";
        }
    }

    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    public static MasterKeys parse(String text) {
        Set<String> kids = new HashSet<>();
        List<MasterKey> keys = Parse.each(text, entry -> requireNew(key(entry), kids));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("must name at least one key");
        }
        return new MasterKeys(keys);
    }

    private static MasterKey requireNew(MasterKey key, Set<String> kids) {
        if (!kids.add(key.kid)) {
            throw new IllegalArgumentException("names one key id twice");
        }
        return key;
    }

    /** Whether a text could be the id of one. */
    public static boolean isKid(String text) {
        return KID.matcher(text).matches();
    }

    /** Their ids, in the operator's order. */
    public List<String> kids() {
        return keys.stream().map(MasterKey::kid).toList();
    }

    private static MasterKey key(String entry) {
        String[] parts = entry.split(":", 2);
        if (parts.length != 2 || !isKid(parts[0])) {
            throw new IllegalArgumentException("must be a comma list of kid:base64 of 32 bytes");
        }
        byte[] bytes = decode(parts[1].strip());
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("has a key that is not base64 of 32 bytes");
        }
        return new MasterKey(parts[0], new SecretKeySpec(bytes, "HmacSHA256"));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
