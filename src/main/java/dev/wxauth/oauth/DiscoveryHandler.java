package dev.wxauth.oauth;

import dev.wxauth.config.Configuration;
import dev.wxauth.token.TokenKeys;
import dev.wxauth.web.Answer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** What a client needs to know beforehand: our metadata (RFC 8414) and our public keys (RFC 7517). */
public final class DiscoveryHandler {
    private static final String BRIEFLY = "public, max-age=300";

    private final TokenKeys keys;
    private final String issuer;

    /** Takes the keys and our own name. */
    public DiscoveryHandler(TokenKeys keys, Configuration.Token config) {
        this.keys = keys;
        this.issuer = config.issuer();
    }

    /**
     * {@code GET /.well-known/oauth-authorization-server}. There is no token endpoint and no response type; RFC 8414
     * section 2 wants both, but to name what is not there would be worse.
     */
    public Future<Answer> metadata(RoutingContext request) {
        JsonArray methods = new JsonArray(List.of("client_secret_basic", "client_secret_post"));
        JsonObject metadata = new JsonObject()
                .put("issuer", issuer)
                .put("jwks_uri", issuer + "/.well-known/jwks.json")
                .put("introspection_endpoint", issuer + "/auth/introspect")
                .put("introspection_endpoint_auth_methods_supported", methods)
                .put("revocation_endpoint", issuer + "/auth/revoke")
                .put("revocation_endpoint_auth_methods_supported", methods);
        return cacheable(request, metadata.toBuffer());
    }

    /** {@code GET /.well-known/jwks.json}. */
    public Future<Answer> jwks(RoutingContext request) {
        return cacheable(request, keys.jwks().toBuffer());
    }

    /** RFC 9110 section 13.1.2: one who holds the current version gets 304. */
    private static Future<Answer> cacheable(RoutingContext request, Buffer body) {
        String tag = '"' + hash(body) + '"';
        String known = request.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        boolean current = known != null && (known.strip().equals("*") || known.contains(tag));
        Answer answer = current ? Answer.empty(304) : Answer.of(200, Answer.JSON, body);
        return Future.succeededFuture(answer.with("ETag", tag).with("Cache-Control", BRIEFLY));
    }

    private static String hash(Buffer body) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(body.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
