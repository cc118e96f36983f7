package dev.wxauth.keys;

import dev.wxauth.config.MasterKeys;
import dev.wxauth.config.MasterKeys.MasterKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and authenticates under the master keys. The key for each {@link Purpose} is derived by HMAC-SHA256 from the
 * master key (the expand step of RFC 5869). Sealing is AES-256-GCM with a fresh 96-bit nonce (NIST SP 800-38D section
 * 8.2.2); a sealed text is {@code kid.base64url(nonce | ciphertext | tag)}.
 *
 * <p>Thread-safe. Every operation takes microseconds.
 */
public final class Keyring {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<MasterKeys> masterKeys;
    private final SecureRandom random;
    private volatile DerivedKeys derived;

    /** Takes the master keys, which may change at any time. */
    public Keyring(Supplier<MasterKeys> masterKeys, SecureRandom random) {
        this.masterKeys = masterKeys;
        this.random = random;
    }

    /** The id of the key that seals now. */
    public String frontKid() {
        return keys().first();
    }

    /** The ids of all keys held, the one that seals now first. */
    public List<String> kids() {
        return keys().kids();
    }

    /** Whether this key is held. */
    public boolean holds(String kid) {
        return keys().find(kid, Purpose.SKEY).isPresent();
    }

    /**
     * Seals under the first master key.
     *
     * @param context what the text belongs to; it opens only with the same context
     */
    public String seal(Purpose purpose, byte[] plain, String... context) {
        String kid = frontKid();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key(kid, purpose), nonce, context, plain, 0, plain.length);
        byte[] text = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return kid + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws SealException when the key is not held any more, or the text is not what was sealed in this context
     */
    public byte[] open(Purpose purpose, String sealed, String... context) {
        int dot = sealed.indexOf('.');
        if (dot < 0) {
            throw new SealException("a sealed text has no key id");
        }
        SecretKeySpec key = keys().find(sealed.substring(0, dot), purpose)
                .orElseThrow(() -> new SealException("master key " + sealed.substring(0, dot) + " is not configured"));
        byte[] text = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
        byte[] nonce = Arrays.copyOf(text, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, context, text, NONCE_BYTES, text.length - NONCE_BYTES);
    }

    /** Whether a text was sealed under another key than the first, and ought to be sealed again. */
    public boolean isOld(String sealed) {
        return !sealed.startsWith(frontKid() + ".");
    }

    /** HMAC-SHA256 under the key of that id, or empty when it is not held. */
    public Optional<byte[]> mac(String kid, Purpose purpose, byte[] message) {
        return keys().find(kid, purpose).map(key -> hmac(key, message));
    }

    private SecretKeySpec key(String kid, Purpose purpose) {
        return keys().find(kid, purpose).orElseThrow(() -> new SealException("no such master key"));
    }

    private DerivedKeys keys() {
        MasterKeys current = masterKeys.get();
        DerivedKeys known = derived;
        if (known == null || !known.source().equals(current)) {
            known = DerivedKeys.from(current);
            derived = known;
        }
        return known;
    }

    private static byte[] cipher(
            int mode, SecretKeySpec key, byte[] nonce, String[] context, byte[] text, int offset, int length) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(String.join("\0", context).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text, offset, length);
        } catch (AEADBadTagException e) {
            throw new SealException("a sealed text was changed, or belongs to something else");
        } catch (GeneralSecurityException e) {
            throw new SealException(
                    "a text cannot be sealed or opened: " + e.getClass().getSimpleName());
        }
    }

    static byte[] hmac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    static SecretKeySpec derive(MasterKey master, Purpose purpose) {
        byte[] info = ("wxauth " + purpose.name() + "\u0001").getBytes(StandardCharsets.UTF_8);
        return new SecretKeySpec(hmac(master.key(), info), "AES");
    }
}
