package dev.wxauth.authentication;

import dev.wxauth.rotation.KeyLookup;
import dev.wxauth.session.Skey;
import dev.wxauth.session.SkeyCodec;
import dev.wxauth.token.TokenVerdict;
import dev.wxauth.token.TokenVerifier;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Tells whether a credential is genuine, which its signature or MAC alone decides: it may be expired, and its session dead.
 * A key that is missing here is looked for before a credential is refused for it. The request is told which app a token names.
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
    public Future<Optional<Credential>> verify(String text, Request request) {
        return judge(text, request).map(Judged::subject);
    }

    /** Succeeds with a genuine access token or skey, or why it is none. */
    Future<Judged<Credential>> judge(String text, Request request) {
        return isToken(text)
                ? keys.find(() -> Optional.of(tokens.verify(text)))
                        .map(CredentialVerifier::judged)
                        .map(judged -> noted(judged, request))
                : verifySkey(text).map(CredentialVerifier::judgedSkey);
    }

    /** A token names its app, whether it counts still or not; an skey does not. */
    private static Judged<Credential> noted(Judged<Credential> judged, Request request) {
        if (judged.subject().orElse(null) instanceof Credential.OfToken access) {
            request.isAbout(access.token().user().appid());
        }
        return judged;
    }

    private static boolean isToken(String text) {
        return text.indexOf('.') >= 0;
    }

    /** There is no verdict on one whose key nobody has: it was removed, or made up. */
    private static Judged<Credential> judged(Optional<TokenVerdict> verdict) {
        return verdict.map(CredentialVerifier::judged).orElseGet(() -> Judged.bad(Standing.SIGNATURE));
    }

    private static Judged<Credential> judged(TokenVerdict verdict) {
        return verdict instanceof TokenVerdict.Genuine genuine
                ? Judged.good(new Credential.OfToken(genuine.token()))
                : Judged.bad(standing(((TokenVerdict.Refused) verdict).reason()));
    }

    private static Standing standing(TokenVerdict.Reason reason) {
        return switch (reason) {
            case UNREADABLE -> Standing.UNREADABLE;
            case SIGNATURE -> Standing.SIGNATURE;
            case FOREIGN -> Standing.FOREIGN;
            case NOT_YET -> Standing.NOT_YET;
        };
    }

    private static Judged<Credential> judgedSkey(Optional<Skey> genuine) {
        return genuine.map(skey -> Judged.<Credential>good(new Credential.OfSkey(skey)))
                .orElseGet(() -> Judged.bad(Standing.UNREADABLE));
    }

    /** Succeeds with a genuine skey, or empty. */
    public Future<Optional<Skey>> verifySkey(String text) {
        return keys.find(() -> skeys.read(text));
    }
}
