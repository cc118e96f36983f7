package dev.wxauth.oauth;

import dev.wxauth.config.Configuration;
import dev.wxauth.token.TokenKeys;
import dev.wxauth.web.Answer;
import dev.wxauth.web.CacheableDocument;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * What a client needs to know beforehand: our metadata (RFC 8414), our public keys (RFC 7517), and all our routes
 * (OpenAPI 3.1).
 */
public final class DiscoveryHandler {
    /** Written by hand and served as it is. */
    private static final CacheableDocument OPENAPI = CacheableDocument.ofResource(Answer.JSON, "/openapi.json");

    private final TokenKeys keys;
    private final String issuer;

    /** Takes the keys and our own name. */
    public DiscoveryHandler(TokenKeys keys, Configuration.Token config) {
        this.keys = keys;
        this.issuer = config.issuer();
    }

    /**
     * {@code GET /.well-known/oauth-authorization-server}, and {@code /.well-known/openid-configuration}, which RFC 8414
     * section 5 allows outside OpenID Connect. There is no token endpoint and no response type; RFC 8414 section 2 wants
     * both, but to name what is not there would be worse.
     */
    public Future<Answer> metadata(RoutingContext request) {
        JsonArray methods = new JsonArray(List.of("client_secret_basic", "client_secret_post"));
        JsonObject metadata = new JsonObject()
                .put("issuer", issuer)
                .put("jwks_uri", issuer + "/.well-known/jwks.json")
                .put("introspection_endpoint", issuer + "/auth/introspect")
                .put("introspection_endpoint_auth_methods_supported", methods)
                .put("introspection_signing_alg_values_supported", new JsonArray(keys.algorithms()))
                .put("revocation_endpoint", issuer + "/auth/revoke")
                .put("revocation_endpoint_auth_methods_supported", methods);
        return answer(request, CacheableDocument.json(metadata.toBuffer()));
    }

    /** {@code GET /.well-known/jwks.json}. */
    public Future<Answer> jwks(RoutingContext request) {
        return answer(request, CacheableDocument.json(keys.jwks().toBuffer()));
    }

    /** {@code GET /openapi.json}. */
    public Future<Answer> openApi(RoutingContext request) {
        return answer(request, OPENAPI);
    }

    private static Future<Answer> answer(RoutingContext request, CacheableDocument document) {
        return Future.succeededFuture(document.answer(request));
    }
}
