package dev.wxauth.oauth;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9701. */
class SignedIntrospectionTest {
    private static final String SIGNED = "application/token-introspection+jwt";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void anActiveTokenIsDescribedInASignedAnswer() throws Exception {
        String token = service.login("alice").getString("access_token");
        Reply reply = ask(token, SIGNED);
        JWTClaimsSet claims = verify(reply);
        assertThat(claims.getClaims().keySet()).containsExactlyInAnyOrder("iss", "aud", "iat", "token_introspection");
        assertThat(claims.getIssuer()).isEqualTo("https://auth.example.com");
        assertThat(claims.getAudience()).containsExactly("shop");
        assertThat(new JsonObject(payload(reply)).getLong("iat"))
                .isBetween(Instant.now().getEpochSecond() - 10, Instant.now().getEpochSecond() + 1);
        assertThat(new JsonObject(claims.getJSONObjectClaim("token_introspection")))
                .isEqualTo(service.introspect(token));
    }

    @Test
    void anInactiveTokenIsSignedToo() throws Exception {
        JWTClaimsSet claims = verify(ask("nonsense", SIGNED));
        assertThat(claims.getJSONObjectClaim("token_introspection")).isEqualTo(Map.of("active", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json, application/token-introspection+jwt",
                "Application/Token-Introspection+JWT",
                "application/token-introspection+jwt;q=1.0, */*;q=0.1",
                "application/token-introspection+jwt, */*",
                "application/token-introspection+jwt;q=0.5, application/json;q=0.4, */*",
                "application/token-introspection+jwt;q=0.5, application/*;q=0.5, */*",
                "text/html, application/token-introspection+jwt; q=0.5"
            })
    void whoAsksByNameGetsIt(String accept) {
        assertThat(ask("nonsense", accept).header("Content-Type")).isEqualTo(SIGNED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "application/jwt",
                "application/json, application/token-introspection+jwt;q=0.5",
                "application/json, application/token-introspection+jwt;\tq=0.5",
                "*/*, application/token-introspection+jwt;q=0.5",
                "application/token-introspection+jwt;q=0.5, application/*;q=0.6, */*;q=0.1",
                "application/token-introspection+jwt;q=0",
                "application/token-introspection+jwt;\tq=0",
                "application/token-introspection+jwt;q=nonsense",
                ";;,,=",
                ""
            })
    void everybodyElseGetsJson(String accept) {
        Reply reply = ask("nonsense", accept);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void errorsStayJson() {
        Reply reply = service.http()
                .postForm("/auth/introspect", "a=b", "Authorization", ServiceExtension.client(), "Accept", SIGNED);
        assertError(reply, 400, "invalid_request");
        assertError(service.http().postForm("/auth/introspect", "token=x", "Accept", SIGNED), 401, "invalid_client");
    }

    @Test
    void aSignedAnswerIsNoAccessToken() {
        String answer =
                ask(service.login("alice").getString("access_token"), SIGNED).body();
        assertThat(service.introspectReply(answer, 0).body()).isEqualTo("{\"active\":false}");
    }

    private static Reply ask(String token, String accept) {
        return service.http()
                .postForm(
                        "/auth/introspect",
                        HttpCaller.form("token", token),
                        "Authorization",
                        ServiceExtension.client(),
                        "Accept",
                        accept);
    }

    private static String payload(Reply reply) {
        String part = reply.body().split("\\.", -1)[1];
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static JWTClaimsSet verify(Reply reply) throws Exception {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(SIGNED);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        JWKSet keys = JWKSet.parse(service.http().get("/.well-known/jwks.json").body());
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("token-introspection+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(keys)));
        return processor.process(reply.body(), null);
    }
}
