package dev.wxauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** vertx-auth-oauth2 as a resource server that asks for every token. */
class VertxClientTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void aTokenIsIntrospected() {
        JsonObject login = service.login("alice");
        User user = Await.result(client().authenticate(new TokenCredentials(login.getString("access_token"))));
        assertThat(user.<String>get("username")).isEqualTo(login.getString("openid"));
        assertThat(user.<String>get("sid")).isEqualTo(login.getString("session_id"));
    }

    @Test
    void whatHasEndedIsRefused() {
        String token = service.login("alice").getString("access_token");
        service.http().post("/auth/logout", "Authorization", "Bearer " + token);
        assertThat(Await.result(client().authenticate(new TokenCredentials(token))
                        .map(user -> true)
                        .otherwise(false)))
                .isFalse();
    }

    private static OAuth2Auth client() {
        return OAuth2Auth.create(
                service.vertx(),
                new OAuth2Options()
                        .setSupportedGrantTypes(List.of(OAuth2FlowType.CLIENT.getGrantType()))
                        .setClientId(TestSettings.CLIENT_ID)
                        .setClientSecret(TestSettings.CLIENT_SECRET)
                        .setSite(service.url(0))
                        .setIntrospectionPath("/auth/introspect"));
    }
}
