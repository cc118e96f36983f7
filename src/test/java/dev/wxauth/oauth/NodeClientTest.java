package dev.wxauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.Node;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** openid-client from npm, where Node is: discovery, then introspection and revocation by what was discovered. */
@EnabledIf("dev.wxauth.support.Node#isInstalled")
class NodeClientTest {

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().asIssuer();

    @Test
    void aTokenIsIntrospectedThenRevoked() throws Exception {
        Node node = Node.project("client");
        assumeTrue(node.install(), "npm could not install openid-client");
        JsonObject alice = service.login("alice");
        JsonObject bob = service.login("bob");
        Node.Outcome outcome = node.script(
                "client.mjs",
                service.issuer(),
                TestSettings.CLIENT_ID,
                TestSettings.CLIENT_SECRET,
                alice.getString("access_token"),
                bob.getString("access_token"));
        assertThat(outcome.status()).as(outcome.output()).isZero();
        JsonObject seen = new JsonObject(outcome.output());
        assertThat(seen.getString("issuer")).isEqualTo(service.issuer());
        JsonArray rounds = seen.getJsonArray("rounds");
        assertThat(rounds).hasSize(2);
        assertRound(rounds.getJsonObject(0), alice);
        assertRound(rounds.getJsonObject(1), bob);
    }

    private static void assertRound(JsonObject round, JsonObject login) {
        JsonObject before = round.getJsonObject("before");
        assertThat(before.getBoolean("active")).isTrue();
        assertThat(before.getString("sub")).isEqualTo(login.getString("openid"));
        assertThat(before.getString("iss")).isEqualTo(service.issuer());
        assertThat(before.getString("client_id")).isEqualTo(TestSettings.APPID);
        assertThat(round.getJsonObject("after")).isEqualTo(new JsonObject().put("active", false));
    }
}
