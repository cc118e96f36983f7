package dev.wxauth.crypto;

import dev.wxauth.error.Fault;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Seals and authenticates under the master keys. The key for each {@link Purpose} is derived by HMAC-SHA256 from the
 * master key (the expand step of RFC 5869). Sealing is AES-256-GCM with a fresh 96-bit nonce (NIST SP 800-38D section
 * 8.2.2); a sealed text is {@code kid.base64url(nonce | ciphertext | tag)}.
 *
 * <p>Thread-safe. Every operation takes microseconds, and sees one set of keys however they change meanwhile.
 */
public final class Keyring {
    private static final int NONCE_BYTES = 12;

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
        byte[] sealed = keys.get(kid, purpose).encrypt(nonce, plain, context);
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
        DerivedKey key = keys().get(sealed.substring(0, dot), purpose);
        byte[] text = decode(sealed.substring(dot + 1));
        byte[] nonce = Arrays.copyOf(text, NONCE_BYTES);
        return key.decrypt(nonce, text, NONCE_BYTES, context);
    }

    private static byte[] decode(String base64) {
        try {
            byte[] text = Base64.getUrlDecoder().decode(base64);
            if (text.length >= NONCE_BYTES + DerivedKey.TAG_BITS / 8) {
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
        return keys().get(kid, purpose).hmac(message);
    }

    /** HMAC-SHA256 under each key that is held, by key id. */
    public Map<String, byte[]> macs(Purpose purpose, byte[] message) {
        DerivedKeys keys = keys();
        Map<String, byte[]> macs = new HashMap<>();
        keys.kids().forEach(kid -> macs.put(kid, keys.get(kid, purpose).hmac(message)));
        return macs;
    }

    /**
     * HMAC-SHA256 for comparing one log line with another: under the key that seals now, or under the front one while
     * nobody knows which that is.
     */
    public byte[] markOf(Purpose purpose, byte[] message) {
        DerivedKeys keys = keys();
        String kid = choice.among(keys.kids()).orElse(keys.kids().get(0));
        return keys.get(kid, purpose).hmac(message);
    }

    /** HMAC-SHA256 for comparing one pod with another: under the key that the operator put in front, used or not. */
    public byte[] frontMark(Purpose purpose, byte[] message) {
        DerivedKeys keys = keys();
        return keys.get(keys.kids().get(0), purpose).hmac(message);
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
}
