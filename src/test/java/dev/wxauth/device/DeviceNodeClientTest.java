package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.Node;
import dev.wxauth.support.Phone;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients from npm that know nothing of us, where Node is: by discovery, through a login, to a refresh. */
@EnabledIf("dev.wxauth.support.Node#isInstalled")
class DeviceNodeClientTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().asIssuer();

    private static Node node;

    @BeforeAll
    static void install() throws IOException {
        node = Node.project("device");
        assumeTrue(node.install(), "npm could not install the clients");
    }

    @ParameterizedTest
    @CsvSource({
        "openid-client.mjs, web, ''",
        "openid-client.mjs, site, site-secret",
        "oauth4webapi.mjs, web, ''",
        "oauth4webapi.mjs, site, site-secret"
    })
    void aClientFromElsewhereIsLetIn(String script, String id, String secret) throws IOException {
        Phone alice = Phone.login(service, "alice");
        Node.Outcome outcome =
                node.script(script, service.issuer(), id, secret, alice.tokens().getString("access_token"));
        JsonObject seen = result(outcome);
        assertThat(seen.getString("pending", "authorization_pending")).isEqualTo("authorization_pending");
        assertLetIn(seen, alice, id);
    }

    private static JsonObject result(Node.Outcome outcome) {
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return new JsonObject(outcome.output());
    }

    private static void assertLetIn(JsonObject seen, Phone user, String client) {
        JsonObject told = new SessionCaller(service.http())
                .introspect(seen.getJsonObject("refreshed").getString("access_token"))
                .json();
        assertThat(told.getBoolean("active")).isTrue();
        assertThat(told.getString("client_id")).isEqualTo(client);
        assertThat(told.getString("openid")).isEqualTo(user.tokens().getString("openid"));
        assertThat(told.getString("sid")).isEqualTo(seen.getJsonObject("first").getString("session_id"));
    }

    @Test
    void theLoginPageOfTheReadmeLetsAUserIn() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String page = readme.replaceFirst("(?s).*```js\n(const form.*?)```.*", "$1");
        Files.writeString(node.directory().resolve("login.js"), page);
        Phone alice = Phone.login(service, "alice");
        Node.Outcome outcome =
                node.script("page.mjs", service.issuer(), alice.tokens().getString("access_token"));
        assertLetIn(result(outcome), alice, TestSettings.PUBLIC_ID);
    }
}
