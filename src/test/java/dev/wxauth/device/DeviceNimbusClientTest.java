package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nimbus' client of the device grant, as it is. */
class DeviceNimbusClientTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().asIssuer();

    private static final ClientID PUBLIC = new ClientID(TestSettings.PUBLIC_ID);
    private static final ClientAuthentication SITE =
            new ClientSecretBasic(new ClientID(TestSettings.SITE_ID), new Secret(TestSettings.SITE_SECRET));

    private Phone alice;

    @BeforeEach
    void logIn() {
        alice = Phone.login(service, "alice");
    }

    @Test
    void aPublicClientIsLetIn() throws Exception {
        DeviceAuthorizationSuccessResponse codes = codes(new DeviceAuthorizationRequest.Builder(PUBLIC)
                .endpointURI(metadata().getDeviceAuthorizationEndpointURI())
                .build());
        DeviceCodeGrant grant = new DeviceCodeGrant(codes.getDeviceCode());
        assertThat(ask(request(grant)).toErrorResponse().getErrorObject().getCode())
                .isEqualTo("authorization_pending");
        agree(codes);
        RefreshToken refresh =
                ask(request(grant)).toSuccessResponse().getTokens().getRefreshToken();
        String token = ask(request(new RefreshTokenGrant(refresh)))
                .toSuccessResponse()
                .getTokens()
                .getAccessToken()
                .getValue();
        assertThat(new SessionCaller(service.http()).introspect(token).json().getString("client_id"))
                .isEqualTo(TestSettings.PUBLIC_ID);
    }

    @Test
    void aConfidentialClientIsLetIn() throws Exception {
        DeviceAuthorizationSuccessResponse codes = codes(new DeviceAuthorizationRequest.Builder(SITE)
                .endpointURI(metadata().getDeviceAuthorizationEndpointURI())
                .build());
        agree(codes);
        TokenRequest poll = new TokenRequest.Builder(
                        metadata().getTokenEndpointURI(), SITE, new DeviceCodeGrant(codes.getDeviceCode()))
                .build();
        assertThat(ask(poll).indicatesSuccess()).isTrue();
    }

    private static DeviceAuthorizationSuccessResponse codes(DeviceAuthorizationRequest request) throws Exception {
        return DeviceAuthorizationResponse.parse(request.toHTTPRequest().send()).toSuccessResponse();
    }

    private static TokenRequest request(AuthorizationGrant grant) throws Exception {
        return new TokenRequest.Builder(metadata().getTokenEndpointURI(), PUBLIC, grant).build();
    }

    private static TokenResponse ask(TokenRequest request) throws Exception {
        return TokenResponse.parse(request.toHTTPRequest().send());
    }

    private void agree(DeviceAuthorizationSuccessResponse codes) {
        String complete = codes.getVerificationURIComplete().toString();
        String ticket = complete.substring(complete.lastIndexOf('/') + 1);
        Reply scan = alice.scan(ticket, 1011);
        assertThat(scan.status()).isEqualTo(200);
        JsonObject approval = new JsonObject()
                .put("ticket", ticket)
                .put("user_code", codes.getUserCode().getValue());
        assertThat(alice.post("approve", approval).status()).isEqualTo(204);
    }

    private static AuthorizationServerMetadata metadata() throws Exception {
        return AuthorizationServerMetadata.resolve(new Issuer(service.issuer()));
    }
}
