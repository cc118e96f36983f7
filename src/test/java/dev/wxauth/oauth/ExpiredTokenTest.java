package dev.wxauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpiredTokenTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_ACCESS_TTL", "1s");

    @Test
    void anExpiredAccessTokenIsInactiveWhileItsSessionLivesOn() {
        JsonObject login = service.login("alice");
        String token = login.getString("access_token");
        assertThat(login.getInteger("expires_in")).isEqualTo(1);
        Await.until(
                "the token expires",
                Duration.ofSeconds(5),
                () -> !service.introspect(token).getBoolean("active"));
        assertThat(service.introspectReply(token, 0).body()).isEqualTo("{\"active\":false}");
        assertThat(service.http()
                        .get("/auth/verify", "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(401);
        assertThat(service.introspect(login.getString("skey")).getBoolean("active"))
                .isTrue();
    }
}
