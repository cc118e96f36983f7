package dev.wxauth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoginTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void loginGivesTokensThatAreActive() {
        JsonObject login = service.login("alice");
        assertThat(login.getString("token_type")).isEqualTo("Bearer");
        assertThat(service.introspect(login.getString("access_token")).getBoolean("active"))
                .isTrue();
        assertThat(service.introspect(login.getString("skey")).getBoolean("active"))
                .isTrue();
    }
}
