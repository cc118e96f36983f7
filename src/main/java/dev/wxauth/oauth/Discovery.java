package dev.wxauth.oauth;

import dev.wxauth.grant.GrantTypes;
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
 * @param device whether other devices may be let in
 */
record Discovery(CurrentSigningKeys keys, String issuer, boolean device) {
    /**
     * There is no response type, and without the device grant no token endpoint; RFC 8414 section 2 wants both, but to name what
     * is not there would be worse.
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
        return CacheableDocument.json((device ? withDevice(metadata) : metadata).toBuffer());
    }

    /** RFC 8628 section 4. */
    private JsonObject withDevice(JsonObject metadata) {
        return metadata.put("token_endpoint", issuer + "/auth/token")
                .put("device_authorization_endpoint", issuer + "/auth/device_authorization")
                .put("grant_types_supported", new JsonArray(GrantTypes.ALL))
                .put(
                        "token_endpoint_auth_methods_supported",
                        new JsonArray(List.of("client_secret_basic", "client_secret_post", "none")));
    }

    CacheableDocument jwks() {
        return CacheableDocument.json(keys.jwks().toBuffer());
    }
}
