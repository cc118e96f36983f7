package dev.wxauth.login;

import dev.wxauth.identity.UserId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What login and refresh answer with: an access token, the session's skey, and whose they are. It is written once for the
 * client, who is told the seconds left, and once to be kept, with the moments that those are counted to.
 *
 * @param accessToken a signed token
 * @param accessUntil when that ends
 * @param skey the session's current one
 * @param skeyUntil when that ends, and the session with it
 * @param sessionId the session's id
 * @param user whose it is
 * @param unionid as WeChat last gave it
 * @param person who that is over all apps of an Open Platform account
 */
record LoginAnswer(
        String accessToken,
        Instant accessUntil,
        String skey,
        Instant skeyUntil,
        String sessionId,
        UserId user,
        Optional<String> unionid,
        Optional<String> person) {
    private static final String APPID = "_appid";
    private static final String ACCESS_UNTIL = "_access_until";
    private static final String SKEY_UNTIL = "_skey_until";

    /** Reads what was kept. */
    static LoginAnswer ofKept(JsonObject kept) {
        return new LoginAnswer(
                kept.getString("access_token"),
                Instant.ofEpochMilli(kept.getLong(ACCESS_UNTIL)),
                kept.getString("skey"),
                Instant.ofEpochMilli(kept.getLong(SKEY_UNTIL)),
                kept.getString("session_id"),
                new UserId(kept.getString(APPID), kept.getString("openid")),
                Optional.ofNullable(kept.getString("unionid")),
                Optional.ofNullable(kept.getString("person")));
    }

    /** To be kept, and shown to nobody. */
    JsonObject toKept() {
        return common().put(APPID, user.appid())
                .put(ACCESS_UNTIL, accessUntil.toEpochMilli())
                .put(SKEY_UNTIL, skeyUntil.toEpochMilli());
    }

    /** The contract's login object (section 3), as it is at this moment. */
    JsonObject toClient(Instant now) {
        return common().put("expires_in", secondsLeft(now, accessUntil))
                .put("skey_expires_in", secondsLeft(now, skeyUntil));
    }

    /** The token endpoint's answer (RFC 6749 section 5.1, and what is ours), as it is at this moment. */
    JsonObject toOauth(Instant now) {
        return whose(new JsonObject()
                .put("access_token", accessToken)
                .put("token_type", "Bearer")
                .put("expires_in", secondsLeft(now, accessUntil))
                .put("refresh_token", skey)
                .put("refresh_token_expires_in", secondsLeft(now, skeyUntil)));
    }

    private JsonObject common() {
        return whose(new JsonObject()
                .put("token_type", "Bearer")
                .put("access_token", accessToken)
                .put("skey", skey));
    }

    private JsonObject whose(JsonObject answer) {
        JsonObject json = answer.put("session_id", sessionId).put("openid", user.openid());
        unionid.ifPresent(known -> json.put("unionid", known));
        person.ifPresent(known -> json.put("person", known));
        return json;
    }

    private static long secondsLeft(Instant now, Instant end) {
        return Math.max(0, Duration.between(now, end).plusMillis(500).toSeconds());
    }

    @Override
    public String toString() {
        return "login of session " + sessionId;
    }
}
