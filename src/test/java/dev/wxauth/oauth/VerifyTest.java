package dev.wxauth.oauth;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import dev.wxauth.web.RawHttp;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {
    private static final String NO_CREDENTIAL = "Bearer realm=\"wxauth\"";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private JsonObject login;
    private String bearer;
    private String skey;

    @BeforeEach
    void logIn() {
        login = service.login("alice");
        bearer = "Bearer " + login.getString("access_token");
        skey = login.getString("skey");
    }

    @Test
    void eachKindOfCredentialIsNamedInHeaders() {
        assertVerified(verify("Authorization", bearer));
        assertVerified(verify("Authorization", "Bearer " + skey));
        assertVerified(verify("Authorization", "bEARER " + skey));
        assertVerified(verify("X-WX-Skey", skey));
    }

    private void assertVerified(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("X-Auth-Openid")).isEqualTo(login.getString("openid"));
        assertThat(reply.header("X-Auth-Appid")).isEqualTo(TestSettings.APPID);
        assertThat(reply.header("X-Auth-Session")).isEqualTo(login.getString("session_id"));
        assertThat(reply.header("X-Auth-Roles")).isEmpty();
        assertThat(reply.header("X-Auth-Unionid")).isEqualTo(login.getString("unionid"));
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whoHasNoUnionidGetsNoSuchHeader() {
        service.wechat().bindUnionid(false);
        String token = service.login("without-unionid").getString("access_token");
        service.wechat().bindUnionid(true);
        assertThat(verify("Authorization", "Bearer " + token).header("X-Auth-Unionid"))
                .isNull();
    }

    @Test
    void noCredentialIs401WithoutAnErrorInTheChallenge() {
        Reply reply = verify();
        assertError(reply, 401, "invalid_token");
        assertThat(reply.headers().allValues("WWW-Authenticate")).containsExactly(NO_CREDENTIAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nonsense", "Bearer a.b.c", "Bearer \u00e9"})
    void aCredentialThatDoesNotCountIs401WithTheError(String header) {
        Reply reply = verify("Authorization", header);
        assertError(reply, 401, "invalid_token");
        assertThat(reply.header("WWW-Authenticate")).startsWith(NO_CREDENTIAL + ", error=\"invalid_token\"");
    }

    @Test
    void theSkeyHeaderIsForSkeysAlone() {
        assertError(verify("X-WX-Skey", login.getString("access_token")), 401, "invalid_token");
    }

    @Test
    void twoCredentialsAre401() {
        assertError(verify("Authorization", bearer, "X-WX-Skey", skey), 401, "invalid_token");
        assertError(verify("X-WX-Skey", skey, "Authorization", "Basic c2hvcDpzaG9w"), 401, "invalid_token");
        assertError(verify("Authorization", bearer, "Authorization", bearer), 401, "invalid_token");
        assertError(verify("X-WX-Skey", skey, "X-WX-Skey", skey), 401, "invalid_token");
    }

    @Test
    void anEmptyHeaderIsNoCredential() {
        assertThat(verify("Authorization", bearer, "X-WX-Skey", "").status()).isEqualTo(200);
        assertThat(verify("X-WX-Skey", skey, "Authorization", " ").status()).isEqualTo(200);
        Reply reply = verify("X-WX-Skey", "", "Authorization", "");
        assertThat(reply.headers().allValues("WWW-Authenticate")).containsExactly(NO_CREDENTIAL);
    }

    @Test
    void theQueryIsNotRead() {
        String token = login.getString("access_token");
        assertError(service.http().get("/auth/verify?access_token=" + token), 401, "invalid_token");
    }

    /** Envoy appends the path of the request it asks about to a prefix, as it came. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                "/orders/1?x=1&y=%2F",
                "/a%2Fb//c/../d/?x",
                "/../../auth/login",
                "/./.",
                "/%2e%2e/%2E",
                "/%",
                "/%zz?%",
                "/%c0%af",
                "/%00%0d%0a",
                "/\u00e9\u00ff",
                "/a;b=c/{d}|\"<>^`[]\\#e",
                "/?access_token=x",
                "/http://evil.example/",
                "?/../x",
                "/.well-known/jwks.json",
                "/verify/auth/verify/"
            })
    void everythingBelowIsTheSameRoute(String rest) {
        for (String method : List.of("GET", "POST", "OPTIONS", "BREW")) {
            String start = method + " /auth/verify" + rest + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
            String answer = RawHttp.exchange(service.url(0), start + "Authorization: " + bearer + "\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200 ").contains("X-Auth-Openid: " + login.getString("openid"));
            assertThat(RawHttp.exchange(service.url(0), start + "\r\n")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void theAccessLogNamesTheRouteAndNotWhatFollows() {
        try (LogCapture log = LogCapture.of("access")) {
            service.http().get("/auth/verify/in-the-path/..//x", "X-Request-Id", "below", "Authorization", bearer);
            Await.until(
                    "the line is written",
                    Duration.ofSeconds(5),
                    () -> log.messages().stream().anyMatch(line -> line.contains("below")));
            assertThat(log.messages()).anyMatch(line -> line.contains("route=\"/auth/verify\""));
            assertThat(log.messages()).noneMatch(line -> line.contains("in-the-path"));
        }
    }

    @Test
    void aPathInTheQueryDoesNoHarm() {
        assertVerified(service.http().get("/auth/verify?path=/orders/1?x=1&y=%2F", "Authorization", bearer));
    }

    @Test
    void anEndedSessionIs401AtOnce() {
        service.http().post("/auth/logout", "Authorization", bearer);
        assertError(verify("Authorization", bearer), 401, "invalid_token");
        assertError(verify("X-WX-Skey", skey), 401, "invalid_token");
    }

    private static Reply verify(String... headers) {
        return service.http().get("/auth/verify", headers);
    }
}
