package dev.wxauth.grant;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.MasterKeys;
import dev.wxauth.crypto.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes and reads device_codes: {@code key id . base64url(request id | HMAC-SHA256(request id | client))}.
 *
 * <p>The MAC is what makes one: who knows the ticket, and by it the request's id, has no device_code, a reader of Redis has
 * none, and one that is made up or another client's is refused without asking Redis.
 */
final class DeviceCodeCodec {
    private static final int ID_BYTES = 16;
    private static final int MAC_BYTES = 32;
    private static final int CHARACTERS = (ID_BYTES + MAC_BYTES) * 4 / 3;

    private final Keyring keyring;

    DeviceCodeCodec(Keyring keyring) {
        this.keyring = keyring;
    }

    /**
     * The device_code of a client's request.
     *
     * @throws dev.wxauth.error.Fault.TemporarilyUnavailable while nobody knows which key it is made under
     */
    String write(String requestId, String client) {
        String kid = keyring.sealingKid();
        byte[] id = Base64Url.decode(requestId).orElseThrow();
        byte[] code = Arrays.copyOf(id, ID_BYTES + MAC_BYTES);
        System.arraycopy(mac(kid, id, client), 0, code, ID_BYTES, MAC_BYTES);
        return kid + "." + Base64Url.encode(code);
    }

    private byte[] mac(String kid, byte[] id, String client) {
        byte[] name = client.getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(id, id.length + name.length);
        System.arraycopy(name, 0, message, id.length, name.length);
        return keyring.mac(kid, Purpose.DEVICE_CODE, message);
    }

    /**
     * What a text says, or empty when it is no device_code that this client got from us.
     *
     * @throws dev.wxauth.crypto.UnknownKeyException when it looks like one but for its master key, which this pod lacks
     */
    Optional<DeviceCode> read(String text, String client) {
        int dot = Math.max(0, text.indexOf('.'));
        String kid = text.substring(0, dot);
        return MasterKeys.isKid(kid)
                ? bytes(text.substring(dot + 1)).flatMap(code -> genuine(kid, code, client))
                : Optional.empty();
    }

    private static Optional<byte[]> bytes(String text) {
        return Optional.of(text).filter(given -> given.length() == CHARACTERS).flatMap(Base64Url::decode);
    }

    private Optional<DeviceCode> genuine(String kid, byte[] code, String client) {
        byte[] id = Arrays.copyOf(code, ID_BYTES);
        byte[] mac = Arrays.copyOfRange(code, ID_BYTES, code.length);
        return MessageDigest.isEqual(mac(kid, id, client), mac)
                ? Optional.of(new DeviceCode(kid, Base64Url.encode(id)))
                : Optional.empty();
    }

    /** What the session will be called that the request becomes: the same on every pod. */
    String sessionId(DeviceCode code) {
        byte[] id = Base64Url.decode(code.requestId()).orElseThrow();
        return Base64Url.encode(Arrays.copyOf(keyring.mac(code.kid(), Purpose.DEVICE_SESSION, id), ID_BYTES));
    }
}
