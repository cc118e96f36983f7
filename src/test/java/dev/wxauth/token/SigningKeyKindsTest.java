package dev.wxauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The three kinds of key, each in turn as the first one of a set that holds all of them. */
class SigningKeyKindsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String X509_PREFIX = "302a300506032b6570032100";
    private static final JWK EC = TestSettings.signingKey();
    private static final JWK RSA = rsa();
    private static final JWK ED = Ed25519.generate();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_KEY_ACTIVATION", "0s")
            .with("WXAUTH_SIGNING_KEYS", TestSettings.jwkSet(EC, RSA, ED));

    private static JWK rsa() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void es256SignsAndNimbusVerifies() throws Exception {
        SignedJWT token = loginUnder(EC, RSA, ED);
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(token.verify(new ECDSAVerifier(published(token).toECKey()))).isTrue();
    }

    @Test
    void rs256SignsAndNimbusVerifies() throws Exception {
        SignedJWT token = loginUnder(RSA, ED, EC);
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(token.verify(new RSASSAVerifier(published(token).toRSAKey())))
                .isTrue();
    }

    @Test
    void edDsaSignsAndTheJdkVerifies() throws Exception {
        SignedJWT token = loginUnder(ED, EC, RSA);
        byte[] point = published(token).toOctetKeyPair().getX().decode();
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HEX.parseHex(X509_PREFIX + HEX.formatHex(point))));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(token.getSigningInput());
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("EdDSA");
        assertThat(signature.verify(token.getSignature().decode())).isTrue();
    }

    @Test
    void aTokenLivesAsLongAsItsKeyIsAmongThem() throws Exception {
        String old = loginUnder(EC, RSA, ED).serialize();
        loginUnder(ED, EC);
        assertThat(service.introspect(old).getBoolean("active")).isTrue();
        loginUnder(ED);
        assertThat(service.introspect(old).getBoolean("active")).isFalse();
    }

    @Test
    void theFirstKeySignsTheAnswersOfIntrospectionToo() throws Exception {
        for (List<JWK> keys : List.of(List.of(EC, RSA, ED), List.of(RSA, ED, EC), List.of(ED, EC, RSA))) {
            SignedJWT token = loginUnder(keys.toArray(new JWK[0]));
            SignedJWT answer = SignedJWT.parse(service.http()
                    .postForm(
                            "/auth/introspect",
                            HttpCaller.form("token", token.serialize()),
                            "Authorization",
                            ServiceExtension.client(),
                            "Accept",
                            "application/token-introspection+jwt")
                    .body());
            assertThat(answer.getHeader().getKeyID())
                    .isEqualTo(keys.get(0).computeThumbprint().toString());
            assertThat(answer.getHeader().getAlgorithm())
                    .isEqualTo(token.getHeader().getAlgorithm());
        }
    }

    @Test
    void everyKeyIsPublishedUnderItsThumbprintWithoutItsPrivatePart() throws Exception {
        loginUnder(EC, RSA, ED);
        JWKSet published =
                JWKSet.parse(service.http().get("/.well-known/jwks.json").body());
        assertThat(published.getKeys()).hasSize(3);
        assertThat(published.containsNonPublicKeys()).isFalse();
        for (JWK key : published.getKeys()) {
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
            assertThat(key.getKeyUse().getValue()).isEqualTo("sig");
            assertThat(key.getAlgorithm().getName()).isIn("ES256", "RS256", "EdDSA");
        }
    }

    /** Restarts the service with these keys and logs in. */
    private static SignedJWT loginUnder(JWK... keys) throws Exception {
        service.change("WXAUTH_SIGNING_KEYS", TestSettings.jwkSet(keys));
        service.restartInstance(0);
        String token = service.login("alice").getString("access_token");
        assertThat(service.introspect(token).getBoolean("active")).isTrue();
        return SignedJWT.parse(token);
    }

    private static JWK published(SignedJWT token) throws Exception {
        String jwks = service.http().get("/.well-known/jwks.json").body();
        return JWKSet.parse(jwks).getKeyByKeyId(token.getHeader().getKeyID());
    }
}
