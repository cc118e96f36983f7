package dev.wxauth.authentication;

import dev.wxauth.rotation.KeyLookup;
import dev.wxauth.session.Skey;
import dev.wxauth.session.SkeyCodec;
import dev.wxauth.token.TokenVerifier;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Tells whether a credential is genuine, which its signature or MAC alone decides: it may be expired, and its session dead.
 * A key that is missing here is looked for before a credential is refused for it.
 *
 * <p>Every method fails with {@link dev.wxauth.error.Fault.TemporarilyUnavailable} for what may be genuine under a key that
 * has not reached this pod yet.
 */
public final class CredentialVerifier {
    private final TokenVerifier tokens;
    private final SkeyCodec skeys;
    private final KeyLookup keys;

    /** Takes what verifies each kind of credential, and what looks for keys. */
    public CredentialVerifier(TokenVerifier tokens, SkeyCodec skeys, KeyLookup keys) {
        this.tokens = tokens;
        this.skeys = skeys;
        this.keys = keys;
    }

    /** Succeeds with a genuine access token or skey, or empty. */
    public Future<Optional<Credential>> verify(String text) {
        return keys.find(() -> read(text));
    }

    private Optional<Credential> read(String text) {
        return text.indexOf('.') >= 0
                ? tokens.verify(text).map(Credential.OfToken::new)
                : skeys.read(text).map(Credential.OfSkey::new);
    }

    /** Succeeds with a genuine skey, or empty. */
    public Future<Optional<Skey>> verifySkey(String text) {
        return keys.find(() -> skeys.read(text));
    }
}
