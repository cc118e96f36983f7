package dev.wxauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wxauth.support.Await;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** vertx-auth-oauth2 as a resource server that asks for every token, set up by hand or by our metadata. */
class VertxClientTest {

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().asIssuer();

    @ParameterizedTest
    @MethodSource("clients")
    void accessTokensAndSkeysAreIntrospected(OAuth2Auth client) {
        JsonObject login = service.login("alice");
        for (String kind : List.of("access_token", "skey")) {
            User user = Await.result(client.authenticate(new TokenCredentials(login.getString(kind))));
            assertThat(user.<String>get("username")).isEqualTo(login.getString("openid"));
            assertThat(user.<String>get("sid")).isEqualTo(login.getString("session_id"));
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void whatHasEndedIsRefused(OAuth2Auth client) {
        String token = service.login("alice").getString("access_token");
        service.http().post("/auth/logout", "Authorization", "Bearer " + token);
        assertThat(Await.result(client.authenticate(new TokenCredentials(token))
                        .map(user -> true)
                        .otherwise(false)))
                .isFalse();
    }

    @Test
    void discoveryRefusesAnotherIssuer() {
        OAuth2Options options = options().setSite(service.issuer().replace("127.0.0.1", "localhost"));
        assertThatThrownBy(() -> Await.result(OpenIDConnectAuth.discover(service.vertx(), options)))
                .hasMessageContaining("issuer validation failed");
    }

    static Stream<OAuth2Auth> clients() {
        return Stream.of(configured(), Await.result(OpenIDConnectAuth.discover(service.vertx(), options())));
    }

    private static OAuth2Auth configured() {
        return OAuth2Auth.create(
                service.vertx(),
                options()
                        .setSupportedGrantTypes(List.of(OAuth2FlowType.CLIENT.getGrantType()))
                        .setIntrospectionPath("/auth/introspect"));
    }

    private static OAuth2Options options() {
        return new OAuth2Options()
                .setClientId(TestSettings.CLIENT_ID)
                .setClientSecret(TestSettings.CLIENT_SECRET)
                .setSite(service.issuer());
    }
}
