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

/**
 * Issues access tokens: JWTs with the claims of RFC 9068 section 2.2, and {@code sid} and {@code roles}. No unionid, no
 * phone number and no session_key is in them.
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
     * A token as text, and how long it holds.
     *
     * @param text the JWT
     * @param lifetime never longer than the session's
     */
    public record Issued(String text, Duration lifetime) {}

    /**
     * The id of the key that signs now.
     *
     * @throws dev.wxauth.error.Fault.TemporarilyUnavailable while Redis has not told which key that is
     */
    public String signingKid() {
        return keys.signer().kid();
    }

    /** Issues a token for a session that ends by itself at a known time. */
    public Issued issue(UserId user, String sessionId, List<String> roles, Instant sessionEnd) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant wished = now.plus(config.accessTtl());
        Instant expiresAt = wished.isBefore(sessionEnd) ? wished : sessionEnd;
        JsonObject claims = new JsonObject()
                .put("iss", config.issuer())
                .put("sub", user.openid())
                .put("aud", config.audience())
                .put("client_id", user.appid())
                .put("iat", now.getEpochSecond())
                .put("exp", expiresAt.getEpochSecond())
                .put("jti", RandomName.base64Url(random))
                .put("sid", sessionId)
                .put("roles", new JsonArray(roles));
        return new Issued(
                keys.signer().sign(claims), Duration.ofSeconds(expiresAt.getEpochSecond() - now.getEpochSecond()));
    }
}
