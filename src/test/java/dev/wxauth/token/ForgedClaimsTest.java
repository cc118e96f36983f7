package dev.wxauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8725, the claims: signed with the right key, and wrong all the same. */
class ForgedClaimsTest {
    private static final ECKey KEY = (ECKey) TestSettings.signingKey();

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_SIGNING_KEYS", TestSettings.jwkSet(KEY));

    private final Forger forger = new Forger(KEY);
    private JsonObject claims;

    @BeforeEach
    void logIn() {
        claims = Forger.claims(service.login("alice"));
        assertThat(service.introspect(sign(claims)).getBoolean("active")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "client_id", "iat", "exp", "jti", "sid"})
    void aMissingOrIllTypedClaimIsInactive(String claim) {
        for (Object wrong : List.of(true, new JsonArray(), new JsonObject(), "")) {
            assertInactive(claims.copy().put(claim, wrong));
        }
        assertInactive(claims.copy().putNull(claim));
        claims.remove(claim);
        assertInactive(claims);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://auth.example.com/",
                "HTTPS://AUTH.EXAMPLE.COM",
                "auth.example.com"
            })
    void anotherIssuerOrAudienceIsInactive(String other) {
        assertInactive(claims.copy().put("iss", other));
        assertInactive(claims.copy().put("aud", other));
        assertInactive(claims.copy().put("aud", new JsonArray().add(other)));
    }

    @Test
    void anotherUserOrSessionIsInactive() {
        JsonObject bob = service.login("bob");
        assertInactive(claims.copy().put("sid", bob.getString("session_id")));
        assertInactive(claims.copy().put("sub", bob.getString("openid")));
        assertInactive(claims.copy().put("client_id", "wxfedcba9876543210"));
        assertInactive(claims.copy().put("sid", "}{wxauth:*"));
        assertInactive(claims.copy().put("sid", "@openid"));
        assertInactive(claims.copy().put("sid", "@roles"));
        assertInactive(claims.copy().put("sub", "\u0000"));
    }

    @Test
    void aTimeThatDoesNotHoldIsInactive() {
        long now = System.currentTimeMillis() / 1000;
        assertInactive(claims.copy().put("exp", now - 1));
        assertInactive(claims.copy().put("exp", 0));
        assertInactive(claims.copy().put("exp", -1));
        assertInactive(claims.copy().put("exp", Long.toString(now + 60)));
        assertInactive(claims.copy().put("iat", now + 80));
        assertInactive(claims.copy().put("nbf", now + 80));
        assertInactive(claims.copy().put("nbf", "soon"));
    }

    @Test
    void theClockOfThePodThatIssuedItMayBeAMinuteAhead() {
        long now = System.currentTimeMillis() / 1000;
        assertThat(service.introspect(sign(claims.copy().put("iat", now + 50).put("nbf", now + 50)))
                        .getBoolean("active"))
                .isTrue();
    }

    private String sign(JsonObject changed) {
        return forger.sign(forger.header(), changed);
    }

    private void assertInactive(JsonObject changed) {
        Reply reply = service.introspectReply(sign(changed), 0);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).as(changed.encode()).isEqualTo("{\"active\":false}");
    }
}
