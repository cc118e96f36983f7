package dev.wxauth.oauth;

import dev.wxauth.token.CurrentSigningKeys;
import dev.wxauth.web.CacheableDocument;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a client needs to know beforehand: our metadata (RFC 8414) and our public keys (RFC 7517).
 *
 * @param keys those that are in force
 * @param issuer our own name
 */
record Discovery(CurrentSigningKeys keys, String issuer) {
    /**
     * There is no token endpoint and no response type; RFC 8414 section 2 wants both, but to name what is not there would be
     * worse.
     */
    CacheableDocument metadata() {
        JsonArray methods = new JsonArray(List.of("client_secret_basic", "client_secret_post"));
        JsonObject metadata = new JsonObject()
                .put("issuer", issuer)
                .put("jwks_uri", issuer + "/.well-known/jwks.json")
                .put("introspection_endpoint", issuer + "/auth/introspect")
                .put("introspection_endpoint_auth_methods_supported", methods)
                .put("introspection_signing_alg_values_supported", new JsonArray(keys.algorithms()))
                .put("revocation_endpoint", issuer + "/auth/revoke")
                .put("revocation_endpoint_auth_methods_supported", methods);
        return CacheableDocument.json(metadata.toBuffer());
    }

    CacheableDocument jwks() {
        return CacheableDocument.json(keys.jwks().toBuffer());
    }
}
