package dev.wxauth.crypto;

import dev.wxauth.crypto.MasterKeys.MasterKey;
import dev.wxauth.error.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals and authenticates under the master keys. The key for each {@link Purpose} is derived by HMAC-SHA256 from the
 * master key (the expand step of RFC 5869). Sealing is AES-256-GCM with a fresh 96-bit nonce (NIST SP 800-38D section
 * 8.2.2); a sealed text is {@code kid.base64url(nonce | ciphertext | tag)}.
 *
 * <p>Thread-safe. Every operation takes microseconds, and sees one set of keys however they change meanwhile.
 */
public final class Keyring {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<MasterKeys> masterKeys;
    private final KeyChoice choice;
    private final SecureRandom random;
    private volatile @Nullable DerivedKeys derived;

    /** Takes the master keys, which may change at any time, and what tells which of them seals. */
    public Keyring(Supplier<MasterKeys> masterKeys, KeyChoice choice, SecureRandom random) {
        this.masterKeys = masterKeys;
        this.choice = choice;
        this.random = random;
    }

    /**
     * The id of the key that seals now.
     *
     * @throws Fault.TemporarilyUnavailable while Redis has not told which one that is
     */
    public String sealingKid() {
        return sealingKid(keys());
    }

    private String sealingKid(DerivedKeys keys) {
        return choice.among(keys.kids())
                .orElseThrow(() -> Fault.TemporarilyUnavailable.because("Redis has not told yet which key seals"));
    }

    /**
     * Seals under the key that seals now.
     *
     * @param context what the text belongs to; it opens only with the same context
     * @throws Fault.TemporarilyUnavailable while nobody knows which key that is
     */
    public String seal(Purpose purpose, byte[] plain, String... context) {
        DerivedKeys keys = keys();
        String kid = sealingKid(keys);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.get(kid, purpose), nonce, context, plain, 0, plain.length);
        byte[] text = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return kid + "." + Base64Url.encode(text);
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws UnknownKeyException when its key is not held
     * @throws SealException when the text is not what was sealed in this context
     */
    public byte[] open(Purpose purpose, String sealed, String... context) {
        int dot = sealed.indexOf('.');
        if (dot < 0) {
            throw new SealException("a sealed text has no key id");
        }
        SecretKeySpec key = keys().get(sealed.substring(0, dot), purpose);
        byte[] text = decode(sealed.substring(dot + 1));
        byte[] nonce = Arrays.copyOf(text, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, context, text, NONCE_BYTES, text.length - NONCE_BYTES);
    }

    private static byte[] decode(String base64) {
        try {
            byte[] text = Base64.getUrlDecoder().decode(base64);
            if (text.length >= NONCE_BYTES + TAG_BITS / 8) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // Said below: it is as good as cut.
        }
        throw new SealException("a sealed text was mangled");
    }

    /** Whether the key is held that a text was sealed under. */
    public boolean holdsKeyOf(String sealed) {
        return keys().byKid().containsKey(sealed.split("\\.", 2)[0]);
    }

    /** Whether a text was sealed under another key than the one that seals now, and ought to be sealed again. */
    public boolean isOld(String sealed) {
        return choice.among(keys().kids())
                .filter(kid -> !sealed.startsWith(kid + "."))
                .isPresent();
    }

    /**
     * HMAC-SHA256 under the key of that id.
     *
     * @throws UnknownKeyException when it is not held
     */
    public byte[] mac(String kid, Purpose purpose, byte[] message) {
        return hmac(keys().get(kid, purpose), message);
    }

    /** HMAC-SHA256 under each key that is held, by key id. */
    public Map<String, byte[]> macs(Purpose purpose, byte[] message) {
        DerivedKeys keys = keys();
        return keys.kids().stream().collect(Collectors.toMap(kid -> kid, kid -> hmac(keys.get(kid, purpose), message)));
    }

    /**
     * HMAC-SHA256 for comparing one log line with another: under the key that seals now, or under the front one while
     * nobody knows which that is.
     */
    public byte[] markOf(Purpose purpose, byte[] message) {
        DerivedKeys keys = keys();
        String kid = choice.among(keys.kids()).orElse(keys.kids().get(0));
        return hmac(keys.get(kid, purpose), message);
    }

    /** HMAC-SHA256 for comparing one pod with another: under the key that the operator put in front, used or not. */
    public byte[] frontMark(Purpose purpose, byte[] message) {
        DerivedKeys keys = keys();
        return hmac(keys.get(keys.kids().get(0), purpose), message);
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
