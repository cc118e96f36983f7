package dev.wxauth.grant;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes and reads device_codes: {@code key id . base64url(request id | HMAC-SHA256)}.
 *
 * <p>The MAC is what makes one: who knows the ticket, and by it the request's id, has no device_code, a reader of Redis has
 * none, and a made-up one is refused without asking Redis.
 */
final class DeviceCodeCodec {
    private static final int ID_BYTES = 16;
    private static final int MAC_BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("([A-Za-z0-9_-]{1,32})\\.([A-Za-z0-9_-]{64})");

    private final Keyring keyring;

    DeviceCodeCodec(Keyring keyring) {
        this.keyring = keyring;
    }

    /**
     * The device_code of a request.
     *
     * @throws dev.wxauth.error.Fault.TemporarilyUnavailable while nobody knows which key it is made under
     */
    String write(String requestId) {
        String kid = keyring.sealingKid();
        byte[] id = Base64Url.decode(requestId).orElseThrow();
        byte[] code = Arrays.copyOf(id, ID_BYTES + MAC_BYTES);
        System.arraycopy(keyring.mac(kid, Purpose.DEVICE_CODE, id), 0, code, ID_BYTES, MAC_BYTES);
        return kid + "." + Base64Url.encode(code);
    }

    /**
     * What a text says, or empty when it is no device_code of ours.
     *
     * @throws dev.wxauth.crypto.UnknownKeyException when it looks like one but for its master key, which this pod lacks
     */
    Optional<DeviceCode> read(String text) {
        Matcher parts = SHAPE.matcher(text);
        return parts.matches()
                ? Base64Url.decode(parts.group(2)).flatMap(bytes -> genuine(parts.group(1), bytes))
                : Optional.empty();
    }

    private Optional<DeviceCode> genuine(String kid, byte[] code) {
        byte[] id = Arrays.copyOf(code, ID_BYTES);
        byte[] mac = Arrays.copyOfRange(code, ID_BYTES, code.length);
        return MessageDigest.isEqual(keyring.mac(kid, Purpose.DEVICE_CODE, id), mac)
                ? Optional.of(new DeviceCode(kid, Base64Url.encode(id)))
                : Optional.empty();
    }

    /** What the session will be called that the request becomes: the same on every pod. */
    String sessionId(DeviceCode code) {
        byte[] id = Base64Url.decode(code.requestId()).orElseThrow();
        return Base64Url.encode(Arrays.copyOf(keyring.mac(code.kid(), Purpose.DEVICE_SESSION, id), ID_BYTES));
    }
}
