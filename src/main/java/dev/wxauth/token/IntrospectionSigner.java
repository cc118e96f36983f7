package dev.wxauth.token;

import io.vertx.core.json.JsonObject;
import java.time.InstantSource;

/**
 * Signs what introspection answers (RFC 9701 section 5), so that the service that asked can show later what it was told.
 * No such answer can pass for an access token: its type differs, its audience is the client, and it has no subject.
 */
public final class IntrospectionSigner {
    /** The media type of a signed answer. */
    public static final String MEDIA_TYPE = "application/token-introspection+jwt";

    private static final String TYPE = "token-introspection+jwt";

    private final CurrentSigningKeys keys;
    private final String issuer;
    private final InstantSource clock;

    /** Takes the keys and the name of who answers. */
    public IntrospectionSigner(CurrentSigningKeys keys, TokenSettings config, InstantSource clock) {
        this.keys = keys;
        this.issuer = config.issuer();
        this.clock = clock;
    }

    /** The answer to this client as a JWT in compact serialisation. */
    public String sign(String clientId, JsonObject introspection) {
        JsonObject claims = new JsonObject()
                .put("iss", issuer)
                .put("aud", clientId)
                .put("iat", clock.instant().getEpochSecond())
                .put("token_introspection", introspection);
        return keys.signer().sign(TYPE, claims);
    }
}
