package dev.wxauth.session;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.MasterKeys;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.crypto.RandomName;
import dev.wxauth.identity.UserId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes and reads skeys: base64url of {@code version | key id | user tag | session id | generation | HMAC-SHA256}.
 *
 * <p>The MAC under a master key is what makes an skey: a made-up one is refused without asking Redis, a reader of Redis
 * cannot present one, and the successor of an skey is computed and not remembered, so that it is the same on every pod
 * however often it is asked for.
 */
public final class SkeyCodec {
    /** Bytes of a session id. */
    static final int SESSION_ID_BYTES = RandomName.BYTES;

    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 32;
    private static final int MOST_CHARACTERS = 256;

    private final Keyring keyring;

    /** Takes the keys that authenticate. */
    public SkeyCodec(Keyring keyring) {
        this.keyring = keyring;
    }

    /**
     * The skey as text.
     *
     * @throws dev.wxauth.crypto.UnknownKeyException when its master key is not held here
     */
    public String write(Skey skey) {
        byte[] content = content(skey);
        return text(content, keyring.mac(skey.kid(), Purpose.SKEY, content));
    }

    /**
     * The skey in a text, or empty when the text is no skey of ours in its one canonical form.
     *
     * @throws dev.wxauth.crypto.UnknownKeyException when it looks like one but for its master key, which this pod lacks
     */
    public Optional<Skey> read(String text) {
        try {
            return Optional.of(text)
                    .filter(given -> given.length() <= MOST_CHARACTERS)
                    .flatMap(Base64Url::decode)
                    .flatMap(this::genuine);
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private Optional<Skey> genuine(byte[] bytes) {
        return parse(bytes).filter(skey -> isGenuine(skey, bytes));
    }

    private boolean isGenuine(Skey skey, byte[] bytes) {
        byte[] content = Arrays.copyOf(bytes, bytes.length - MAC_BYTES);
        byte[] mac = Arrays.copyOfRange(bytes, content.length, bytes.length);
        return MessageDigest.isEqual(keyring.mac(skey.kid(), Purpose.SKEY, content), mac);
    }

    private static Optional<Skey> parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.get() != VERSION) {
            return Optional.empty();
        }
        String kid = new String(take(buffer, buffer.get() & 0xff), StandardCharsets.US_ASCII);
        String tag = Base64Url.encode(take(buffer, UserId.TAG_BYTES));
        String sessionId = Base64Url.encode(take(buffer, SESSION_ID_BYTES));
        int generation = buffer.getInt();
        boolean complete = buffer.remaining() == MAC_BYTES && generation >= 0 && MasterKeys.isKid(kid);
        return complete ? Optional.of(new Skey(kid, tag, sessionId, generation)) : Optional.empty();
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] content(Skey skey) {
        byte[] kid = skey.kid().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + kid.length + UserId.TAG_BYTES + SESSION_ID_BYTES + Integer.BYTES)
                .put(VERSION)
                .put((byte) kid.length)
                .put(kid)
                .put(Base64.getUrlDecoder().decode(skey.tag()))
                .put(Base64.getUrlDecoder().decode(skey.sessionId()))
                .putInt(skey.generation())
                .array();
    }

    private static String text(byte[] content, byte[] mac) {
        return Base64Url.encode(ByteBuffer.allocate(content.length + mac.length)
                .put(content)
                .put(mac)
                .array());
    }
}
