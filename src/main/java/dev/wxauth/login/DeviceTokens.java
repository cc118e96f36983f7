package dev.wxauth.login;

import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.error.Fault;
import dev.wxauth.grant.DeviceCode;
import dev.wxauth.rotation.KeyLookup;
import dev.wxauth.session.UserSession;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Makes what the token endpoint answers a device with, and seals it to be kept for a device that did not hear it. */
public final class DeviceTokens {
    private final SessionTokens tokens;
    private final Keyring keyring;
    private final KeyLookup lookup;

    /** Takes what makes tokens, and the keys that seal. */
    public DeviceTokens(SessionTokens tokens, Keyring keyring, KeyLookup lookup) {
        this.tokens = tokens;
        this.keyring = keyring;
        this.lookup = lookup;
    }

    /** Succeeds when tokens can be made now; fails as {@link SessionTokens#ready} does. */
    Future<Void> ready() {
        return tokens.ready();
    }

    /** Succeeds with tokens for a session; fails as {@link SessionTokens#issue} does. */
    Future<LoginAnswer> issue(UserSession session) {
        return tokens.issue(session);
    }

    /** The answer as it is kept, which opens only for its own device_code. */
    String seal(LoginAnswer answer, DeviceCode code) {
        return keyring.seal(Purpose.DEVICE_ANSWER, answer.toKept().toBuffer().getBytes(), code.requestId());
    }

    /**
     * Succeeds with the answer that was sealed. Fails with {@link Fault.InvalidGrant} when its master key was removed, and with
     * {@link Fault.TemporarilyUnavailable} when that may not have reached this pod yet.
     */
    Future<LoginAnswer> open(String sealed, DeviceCode code) {
        return lookup.find(() -> Optional.of(read(sealed, code)))
                .map(opened -> opened.orElseThrow(DeviceTokens::untellable));
    }

    private LoginAnswer read(String sealed, DeviceCode code) {
        byte[] plain = keyring.open(Purpose.DEVICE_ANSWER, sealed, code.requestId());
        return LoginAnswer.ofKept(new JsonObject(Buffer.buffer(plain)));
    }

    private static Fault untellable() {
        return new Fault.InvalidGrant("The answer's master key was removed: begin anew.");
    }

    /** What the device sees of it now. */
    JsonObject present(LoginAnswer answer) {
        return tokens.presentToClient(answer);
    }
}
