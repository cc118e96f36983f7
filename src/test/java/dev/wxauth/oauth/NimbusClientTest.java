package dev.wxauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nimbus' OAuth 2.0 SDK: discovery, then introspection and revocation by what was discovered. */
class NimbusClientTest {
    private static final ClientID ID = new ClientID(TestSettings.CLIENT_ID);
    private static final Secret SECRET = new Secret(TestSettings.CLIENT_SECRET);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().asIssuer();

    @Test
    void theMetadataIsDiscoveredByTheIssuerAlone() throws Exception {
        AuthorizationServerMetadata metadata = metadata();
        assertThat(metadata.getIssuer()).hasToString(service.issuer());
        assertThat(metadata.getJWKSetURI()).hasToString(service.issuer() + "/.well-known/jwks.json");
        assertThat(metadata.getTokenEndpointURI()).hasToString(service.issuer() + "/auth/token");
        assertThat(metadata.getDeviceAuthorizationEndpointURI())
                .hasToString(service.issuer() + "/auth/device_authorization");
    }

    @Test
    void aTokenIsIntrospectedThenRevoked() throws Exception {
        for (ClientAuthentication client :
                List.of(new ClientSecretBasic(ID, SECRET), new ClientSecretPost(ID, SECRET))) {
            JsonObject login = service.login("alice");
            BearerAccessToken token = new BearerAccessToken(login.getString("access_token"));
            TokenIntrospectionSuccessResponse before = introspect(client, token);
            assertThat(before.isActive()).isTrue();
            assertThat(before.getSubject().getValue()).isEqualTo(login.getString("openid"));
            assertThat(before.getClientID().getValue()).isEqualTo(TestSettings.APPID);
            assertThat(before.getStringParameter("sid")).isEqualTo(login.getString("session_id"));
            assertThat(new TokenRevocationRequest(metadata().getRevocationEndpointURI(), client, token)
                            .toHTTPRequest()
                            .send()
                            .getStatusCode())
                    .isEqualTo(200);
            assertThat(introspect(client, token).isActive()).isFalse();
        }
    }

    private static TokenIntrospectionSuccessResponse introspect(ClientAuthentication client, BearerAccessToken token)
            throws Exception {
        return TokenIntrospectionResponse.parse(
                        new TokenIntrospectionRequest(metadata().getIntrospectionEndpointURI(), client, token)
                                .toHTTPRequest()
                                .send())
                .toSuccessResponse();
    }

    private static AuthorizationServerMetadata metadata() throws Exception {
        return AuthorizationServerMetadata.resolve(new Issuer(service.issuer()));
    }
}
