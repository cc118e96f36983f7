package dev.wxauth.oauth;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.authentication.BearerAuthenticator;
import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.authentication.Credential;
import dev.wxauth.authentication.CredentialVerifier;
import dev.wxauth.authentication.Standing;
import dev.wxauth.observe.Meters;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.token.CurrentSigningKeys;
import dev.wxauth.token.IntrospectionSigner;
import dev.wxauth.token.TokenSettings;
import dev.wxauth.web.Answer;
import dev.wxauth.web.CacheableDocument;
import dev.wxauth.web.FormBody;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;

/** The routes that other services and gateways know by their standards. */
public final class OauthEndpoints {
    private final IntrospectionService introspection;
    private final IntrospectionSigner signer;
    private final Verification verification;
    private final CredentialVerifier credentials;
    private final Revocation revocation;
    private final Discovery discovery;

    /**
     * Takes what tells whether a credential counts or is genuine, what ends its session, and what answers are signed with.
     *
     * @param device whether other devices may be let in, which the metadata tell
     */
    public OauthEndpoints(
            BearerAuthenticator bearers,
            CredentialVerifier credentials,
            Revocation revocation,
            CurrentSigningKeys keys,
            TokenSettings config,
            boolean device,
            Meters meters,
            InstantSource clock) {
        this.introspection = new IntrospectionService(bearers, config, meters.introspections(Standing.class));
        this.signer = new IntrospectionSigner(keys, config, clock);
        this.verification = new Verification(bearers);
        this.credentials = credentials;
        this.revocation = revocation;
        this.discovery = new Discovery(keys, config.issuer(), device);
    }

    /**
     * {@code POST /auth/introspect} (RFC 7662), signed for those who ask so (RFC 9701). Fails as the form and the introspection
     * do, and while no key signs yet.
     */
    public Future<Answer> introspect(Request request, Client client) {
        return request.form(OauthEndpoints::token)
                .compose(token -> introspection.introspect(token, request))
                .map(found -> write(request, client, found));
    }

    private Answer write(Request request, Client client, JsonObject found) {
        return request.prefers(IntrospectionSigner.MEDIA_TYPE)
                ? Answer.of(200, IntrospectionSigner.MEDIA_TYPE, Buffer.buffer(signer.sign(client.id(), found)))
                : Answer.json(found);
    }

    /** {@code POST /auth/revoke} (RFC 7009): ends the whole session, and succeeds for unknown tokens. Fails as the form and Redis do. */
    public Future<Answer> revoke(Request request, Client client) {
        return request.form(OauthEndpoints::token)
                .compose(token -> credentials.verify(token, request))
                .compose(genuine -> end(genuine, request))
                .map(ended -> Answer.empty(200));
    }

    private Future<Boolean> end(Optional<Credential> genuine, Request request) {
        return genuine.map(credential -> revocation.end(credential.session(), AuditEvent.REVOKE, request))
                .orElseGet(() -> Future.succeededFuture(false));
    }

    /** RFC 7662 section 2.1, RFC 7009 section 2.1. The hint may stand beside it, once, and is never trusted. */
    private static String token(FormBody form) {
        form.optional("token_type_hint");
        return form.required("token");
    }

    /** {@code /auth/verify}, any method, for gateways. Fails with {@code InvalidToken} for what does not count. */
    public Future<Answer> verify(Request request) {
        return verification.verify(request);
    }

    /**
     * {@code GET /.well-known/oauth-authorization-server}, and {@code /.well-known/openid-configuration}, which RFC 8414
     * section 5 allows outside OpenID Connect. Always succeeds.
     */
    public Future<Answer> metadata(Request request) {
        return answer(request, discovery.metadata());
    }

    /** {@code GET /.well-known/jwks.json}. Always succeeds. */
    public Future<Answer> jwks(Request request) {
        return answer(request, discovery.jwks());
    }

    /** {@code GET /openapi.json}. Always succeeds. */
    public Future<Answer> openApi(Request request) {
        return answer(request, CacheableDocument.openApi());
    }

    private static Future<Answer> answer(Request request, CacheableDocument document) {
        return Future.succeededFuture(document.answer(request));
    }
}
