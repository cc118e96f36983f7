package dev.wxauth.token;

import dev.wxauth.crypto.RandomName;
import dev.wxauth.identity.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Issues access tokens: JWTs with the claims of RFC 9068 section 2.2, {@code sid} and {@code roles}, and {@code appid} where
 * {@code client_id} does not tell it. No unionid, no phone number and no session_key is in them.
 */
public final class TokenIssuer {
    private final CurrentSigningKeys keys;
    private final TokenSettings config;
    private final SecureRandom random;
    private final InstantSource clock;

    /** Takes the keys and the names of who issues and for whom. */
    public TokenIssuer(CurrentSigningKeys keys, TokenSettings config, SecureRandom random, InstantSource clock) {
        this.keys = keys;
        this.config = config;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Whom a token is for.
     *
     * @param client whose session it is, when it is not the mini program's own
     * @param sessionEnd when that session ends by itself
     */
    public record Subject(
            UserId user, Optional<String> client, String sessionId, List<String> roles, Instant sessionEnd) {}

    /**
     * A token as text, and how long it holds.
     *
     * @param text the JWT
     * @param lifetime never longer than the session's
     */
    public record Issued(String text, Duration lifetime) {
        @Override
        public String toString() {
            return "token for " + lifetime;
        }
    }

    /**
     * The id of the key that signs now.
     *
     * @throws dev.wxauth.error.Fault.TemporarilyUnavailable while Redis has not told which key that is
     */
    public String signingKid() {
        return keys.signer().kid();
    }

    /** Issues a token for a session. Another device's names its client, and the app beside it. */
    public Issued issue(Subject subject) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant wished = now.plus(config.accessTtl());
        Instant expiresAt = wished.isBefore(subject.sessionEnd()) ? wished : subject.sessionEnd();
        String appid = subject.user().appid();
        JsonObject claims = new JsonObject()
                .put("iss", config.issuer())
                .put("sub", subject.user().openid())
                .put("aud", config.audience())
                .put("client_id", subject.client().orElse(appid))
                .put("iat", now.getEpochSecond())
                .put("exp", expiresAt.getEpochSecond())
                .put("jti", RandomName.base64Url(random))
                .put("sid", subject.sessionId())
                .put("roles", new JsonArray(subject.roles()));
        subject.client().ifPresent(client -> claims.put("appid", appid));
        return new Issued(
                keys.signer().sign(claims), Duration.ofSeconds(expiresAt.getEpochSecond() - now.getEpochSecond()));
    }
}
