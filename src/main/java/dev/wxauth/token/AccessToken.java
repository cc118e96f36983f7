package dev.wxauth.token;

import dev.wxauth.identity.UserId;
import java.time.Instant;

/**
 * The claims of a verified access token. Times are whole seconds (RFC 7519 section 2, NumericDate).
 *
 * @param user {@code sub} is the openid, {@code appid} or else {@code client_id} the appid
 * @param tag the user's, so that a token that is remembered does not cost a hash
 * @param sessionId {@code sid}
 * @param jti the token's own id
 */
public record AccessToken(UserId user, String tag, String sessionId, String jti, Instant issuedAt, Instant expiresAt) {
    /** Whether the token's own time is over; the session behind it may live on. */
    public boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }
}
