package dev.wxauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8725, the outside: a token is one text and no other. */
class ForgedTextTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final ECKey KEY = (ECKey) TestSettings.signingKey();

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_SIGNING_KEYS", TestSettings.jwkSet(KEY));

    private final Forger forger = new Forger(KEY);
    private String genuine;
    private String[] parts;

    @BeforeEach
    void logIn() {
        genuine = service.login("alice").getString("access_token");
        parts = genuine.split("\\.", -1);
        assertThat(service.introspect(genuine).getBoolean("active")).isTrue();
    }

    @Test
    void everyChangedPartIsInactive() {
        String other = service.login("bob").getString("access_token").split("\\.", -1)[1];
        String header = Forger.encode(forger.header().put("x", 1).encode());
        assertInactive(parts[0] + "." + other + "." + parts[2]);
        assertInactive(header + "." + parts[1] + "." + parts[2]);
        assertInactive(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]));
        assertInactive(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[63]));
        assertInactive(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[65]));
        assertInactive(parts[0] + "." + parts[1] + ".");
        assertInactive(parts[0] + ".." + parts[2]);
        assertInactive("." + parts[1] + "." + parts[2]);
        assertInactive(parts[0] + "." + parts[1]);
        assertInactive(parts[1] + "." + parts[0] + "." + parts[2]);
    }

    @Test
    void aFlippedCharacterIsInactiveWhereverItStands() {
        for (int i = 0; i < genuine.length(); i += 7) {
            char flipped = genuine.charAt(i) == 'A' ? 'B' : 'A';
            assertInactive(genuine.substring(0, i) + flipped + genuine.substring(i + 1));
        }
    }

    @Test
    void aSignatureInDerIsInactive() throws Exception {
        byte[] der = ECDSA.transcodeSignatureToDER(new Base64URL(parts[2]).decode());
        assertInactive(parts[0] + "." + parts[1] + "." + Base64URL.encode(der));
    }

    /** Anybody can make this twin, so nothing may depend on a token's text: ending the one ends the other. */
    @Test
    void theMathematicalTwinOfASignatureOutlivesNoLogout() {
        byte[] twin = new Base64URL(parts[2]).decode();
        BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
        byte[] s = order.subtract(new BigInteger(1, Arrays.copyOfRange(twin, 32, 64)))
                .toByteArray();
        int length = Math.min(32, s.length);
        Arrays.fill(twin, 32, 64, (byte) 0);
        System.arraycopy(s, s.length - length, twin, 64 - length, length);
        String token = parts[0] + "." + parts[1] + "." + Base64URL.encode(twin);
        assertThat(service.introspect(token)).isIn(service.introspect(genuine), new JsonObject().put("active", false));
        service.http().post("/auth/logout", "Authorization", "Bearer " + genuine);
        assertInactive(token);
    }

    @Test
    void whatIsNotTheCanonicalTextIsInactive() {
        assertInactive(genuine + "=");
        assertInactive(genuine + "==");
        assertInactive(parts[0] + "=." + parts[1] + "." + parts[2]);
        assertInactive(genuine + ".");
        assertInactive(genuine + "..");
        assertInactive("." + genuine);
        assertInactive(genuine + "." + parts[2]);
        assertInactive(parts[0] + ".." + parts[1] + "." + parts[2]);
        assertInactive(genuine + " ");
        assertInactive(" " + genuine);
        assertInactive(genuine + "\n");
        assertInactive(genuine + "\u0000");
        assertInactive(parts[0] + " ." + parts[1] + "." + parts[2]);
        assertInactive("Bearer " + genuine);
        assertInactive(genuine + "+/");
        assertInactive(genuine.substring(0, genuine.length() - 1) + sameBytes(genuine.charAt(genuine.length() - 1)));
    }

    /** 64 bytes leave four bits unused in the last character: another character decodes to the same bytes. */
    private static char sameBytes(char last) {
        return ALPHABET.charAt(ALPHABET.indexOf(last) | 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "\"x\"", "", "{", "{}", "{}{}", "\u0000", "{\"alg\":\"ES256\"}"})
    void whatIsNoJsonObjectIsInactive(String text) {
        assertInactive(forger.sign(text, "{}"));
        assertInactive(forger.sign(forger.header().encode(), text));
    }

    @Test
    void deeplyNestedJsonIsInactive() {
        String deep = "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
        assertInactive(forger.sign(deep, "{}"));
        assertInactive(forger.sign(forger.header().encode(), deep));
    }

    @Test
    void aTokenOf100KilobytesIsTooLargeAndOneOf60IsInactive() {
        assertThat(service.introspectReply(genuine + "A".repeat(100_000), 0).status())
                .isEqualTo(413);
        assertInactive(genuine + "A".repeat(60_000));
        assertInactive("A".repeat(60_000));
        assertInactive(".".repeat(20_000));
        assertInactive(forger.sign(
                forger.header(), Forger.claims(service.login("alice")).put("x", "y".repeat(30_000))));
    }

    private static void assertInactive(String token) {
        Reply reply = service.introspectReply(token, 0);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).as(token).isEqualTo("{\"active\":false}");
    }
}
