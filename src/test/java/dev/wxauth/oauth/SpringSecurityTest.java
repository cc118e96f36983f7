package dev.wxauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;

/** Spring Security as a resource server, as its own documentation sets it up. */
class SpringSecurityTest {
    private static final String RAW_SECRET = "ab+cd/ef==";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .asIssuer()
            .with("WXAUTH_CLIENTS", "shop:shop-secret:introspect,raw:" + RAW_SECRET + ":introspect");

    /** Its plain constructor sends what it is given; its builder encodes it (RFC 6749 section 2.3.1). */
    @Test
    @SuppressWarnings("removal")
    void theOpaqueTokenIntrospectorSendsItsSecretEitherWay() {
        String uri = service.issuer() + "/auth/introspect";
        OpaqueTokenIntrospector undecoded = new SpringOpaqueTokenIntrospector(uri, "raw", RAW_SECRET);
        OpaqueTokenIntrospector encoded = SpringOpaqueTokenIntrospector.withIntrospectionUri(uri)
                .clientId("raw")
                .clientSecret(RAW_SECRET)
                .build();
        JsonObject login = service.login("alice");
        for (OpaqueTokenIntrospector introspector : List.of(undecoded, encoded)) {
            assertThat(introspector.introspect(login.getString("skey")).getName())
                    .isEqualTo(login.getString("openid"));
        }
    }

    @Test
    void theOpaqueTokenIntrospectorReadsAccessTokensAndSkeys() {
        JsonObject login = service.login("alice");
        for (String kind : new String[] {"access_token", "skey"}) {
            OAuth2AuthenticatedPrincipal principal = introspector().introspect(login.getString(kind));
            assertThat(principal.getName()).isEqualTo(login.getString("openid"));
            assertThat(principal.<String>getAttribute("sid")).isEqualTo(login.getString("session_id"));
            assertThat(principal.<String>getAttribute("client_id")).isEqualTo(TestSettings.APPID);
        }
    }

    @Test
    void theOpaqueTokenIntrospectorRefusesWhatHasEnded() {
        String token = service.login("alice").getString("access_token");
        service.http().post("/auth/logout", "Authorization", "Bearer " + token);
        OpaqueTokenIntrospector introspector = introspector();
        assertThatThrownBy(() -> introspector.introspect(token)).isInstanceOf(BadOpaqueTokenException.class);
        assertThatThrownBy(() -> introspector.introspect("nonsense")).isInstanceOf(BadOpaqueTokenException.class);
    }

    @Test
    void theJwtDecoderWorksByTheUrlOfTheKeys() {
        JsonObject login = service.login("alice");
        JwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(service.issuer() + "/.well-known/jwks.json")
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        Jwt jwt = decoder.decode(login.getString("access_token"));
        assertThat(jwt.getSubject()).isEqualTo(login.getString("openid"));
        assertThat(jwt.getAudience()).containsExactly(service.issuer());
        assertThat(jwt.getClaimAsString("sid")).isEqualTo(login.getString("session_id"));
        assertThatThrownBy(() -> decoder.decode(login.getString("access_token") + "x"))
                .isInstanceOf(JwtException.class);
    }

    @Test
    void theJwtDecoderWorksByTheIssuerAlone() {
        JsonObject login = service.login("alice");
        JwtDecoder decoder = JwtDecoders.fromIssuerLocation(service.issuer());
        Jwt jwt = decoder.decode(login.getString("access_token"));
        assertThat(jwt.getIssuer()).hasToString(service.issuer());
        assertThat(jwt.getSubject()).isEqualTo(login.getString("openid"));
    }

    private static OpaqueTokenIntrospector introspector() {
        return SpringOpaqueTokenIntrospector.withIntrospectionUri(service.issuer() + "/auth/introspect")
                .clientId(TestSettings.CLIENT_ID)
                .clientSecret(TestSettings.CLIENT_SECRET)
                .build();
    }
}
