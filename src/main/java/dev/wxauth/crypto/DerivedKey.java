package dev.wxauth.crypto;

import dev.wxauth.crypto.MasterKeys.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that is derived from a master key for one purpose, and what is computed under it: HMAC-SHA256 and AES-256-GCM. What
 * computes is kept for each thread, since to make it costs more than to use it.
 *
 * <p>Thread-safe.
 */
final class DerivedKey {
    static final int TAG_BITS = 128;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(this::newMac);
    private final ThreadLocal<Cipher> cipher = ThreadLocal.withInitial(DerivedKey::newCipher);

    private DerivedKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** The expand step of RFC 5869, of one block. */
    static DerivedKey of(MasterKey master, Purpose purpose) {
        byte[] info = ("wxauth " + purpose.name() + "\u0001").getBytes(StandardCharsets.UTF_8);
        return new DerivedKey(mac(master.key()).doFinal(info));
    }

    private Mac newMac() {
        return mac(key);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** HMAC-SHA256 of a message. */
    byte[] hmac(byte[] message) {
        return mac.get().doFinal(message);
    }

    /** Ciphertext and tag of a text, bound to its context. */
    byte[] encrypt(byte[] nonce, byte[] plain, String... context) {
        return run(Cipher.ENCRYPT_MODE, nonce, context, plain, 0);
    }

    /**
     * The text behind ciphertext and tag, which stand from there on.
     *
     * @throws SealException when they are not what was made in this context
     */
    byte[] decrypt(byte[] nonce, byte[] sealed, int from, String... context) {
        return run(Cipher.DECRYPT_MODE, nonce, context, sealed, from);
    }

    private byte[] run(int mode, byte[] nonce, String[] context, byte[] text, int from) {
        try {
            Cipher running = cipher.get();
            running.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            running.updateAAD(String.join("\0", context).getBytes(StandardCharsets.UTF_8));
            return running.doFinal(text, from, text.length - from);
        } catch (AEADBadTagException e) {
            throw new SealException("a sealed text was changed, or belongs to something else");
        } catch (GeneralSecurityException e) {
            throw new SealException(
                    "a text cannot be sealed or opened: " + e.getClass().getSimpleName());
        }
    }
}
