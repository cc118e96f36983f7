package dev.wxauth.oauth;

import dev.wxauth.authentication.Bearer;
import dev.wxauth.authentication.BearerAuthenticator;
import dev.wxauth.authentication.Credential;
import dev.wxauth.authentication.Judged;
import dev.wxauth.authentication.Standing;
import dev.wxauth.observe.Counts;
import dev.wxauth.session.Session;
import dev.wxauth.session.UserSession;
import dev.wxauth.token.AccessToken;
import dev.wxauth.token.TokenSettings;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Says what a token means now (RFC 7662 section 2.2). Inactive is one answer, whatever the reason. */
final class IntrospectionService {
    private final BearerAuthenticator bearers;
    private final TokenSettings config;
    private final Counts<Standing> counts;

    IntrospectionService(BearerAuthenticator bearers, TokenSettings config, Counts<Standing> counts) {
        this.bearers = bearers;
        this.config = config;
        this.counts = counts;
    }

    /**
     * Succeeds with what is known of the token; fails with {@link dev.wxauth.error.Fault.TemporarilyUnavailable} when neither
     * active nor inactive is known: Redis is out of reach, or the token's key may not have reached this pod yet.
     */
    Future<JsonObject> introspect(String token, Request request) {
        return bearers.judge(token, request).map(this::counted).map(this::describe);
    }

    private Optional<Bearer> counted(Judged<Bearer> judged) {
        counts.add(judged.standing());
        return judged.subject();
    }

    private JsonObject describe(Optional<Bearer> found) {
        return found.map(this::active).orElseGet(() -> new JsonObject().put("active", false));
    }

    private JsonObject active(Bearer bearer) {
        UserSession owned = bearer.session();
        JsonObject answer = new JsonObject()
                .put("active", true)
                .put("iss", config.issuer())
                .put("sub", bearer.user().openid())
                .put("aud", config.audience())
                .put("client_id", bearer.client().orElse(bearer.user().appid()))
                .put("username", bearer.user().openid())
                .put("sid", bearer.sessionId())
                .put("openid", bearer.user().openid())
                .put("appid", bearer.user().appid())
                .put("roles", new JsonArray(owned.roles()));
        owned.unionid().ifPresent(unionid -> answer.put("unionid", unionid));
        bearer.person().ifPresent(person -> answer.put("person", person.id()));
        return bearer.credential() instanceof Credential.OfToken access
                ? withToken(answer, access.token())
                : withSkey(answer, owned.session());
    }

    private static JsonObject withToken(JsonObject answer, AccessToken token) {
        return answer.put("token_type", "Bearer")
                .put("iat", token.issuedAt().getEpochSecond())
                .put("nbf", token.issuedAt().getEpochSecond())
                .put("exp", token.expiresAt().getEpochSecond())
                .put("jti", token.jti());
    }

    private static JsonObject withSkey(JsonObject answer, Session session) {
        return answer.put("token_type", "skey")
                .put("iat", session.createdAt().getEpochSecond())
                .put("nbf", session.createdAt().getEpochSecond())
                .put("exp", session.expiresAt().getEpochSecond())
                .put("jti", session.id());
    }
}
