package dev.wxauth.web;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @CsvSource({
        "/auth/login, POST",
        "/auth/refresh, POST",
        "/auth/logout, POST",
        "/auth/session, GET",
        "/auth/sessions, GET",
        "/auth/sessions/abc, DELETE",
        "/auth/introspect, POST",
        "/auth/revoke, POST",
        "/.well-known/oauth-authorization-server, GET",
        "/.well-known/openid-configuration, GET",
        "/.well-known/jwks.json, GET",
        "/openapi.json, GET"
    })
    void everyOtherMethodIs405AndAllowNamesTheRightOnes(String path, String allowed) {
        for (String method : new String[] {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "BREW"}) {
            if (!method.equals(allowed)) {
                Reply reply = service.http().send(method, path, "");
                assertError(reply, 405, "method_not_allowed");
                assertThat(reply.header("Allow")).isEqualTo(allowed);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/auth/session, GET", "/auth/login, POST", "/.well-known/jwks.json, GET", "/openapi.json, GET"})
    void headIs405WithoutABody(String path, String allowed) {
        Reply reply = service.http().send("HEAD", path, "");
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo(allowed);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void theConnectionSurvivesAHeadThatIsRefused() {
        try (RawHttp connection = new RawHttp(service.url(0))) {
            connection.send("HEAD /auth/session HTTP/1.1\r\nHost: x\r\n\r\n");
            connection.send("GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(connection.readAll()).startsWith("HTTP/1.1 405 ").contains("\r\n\r\nHTTP/1.1 404 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "BREW"})
    void verifyTakesEveryMethod(String method) {
        String token = service.login("alice").getString("access_token");
        Reply known = service.http().send(method, "/auth/verify", "", "Authorization", "Bearer " + token);
        assertThat(known.status()).isEqualTo(200);
        assertThat(known.body()).isEmpty();
        Reply unknown = service.http().send(method, "/auth/verify", "", "Authorization", "Bearer nonsense");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.header("WWW-Authenticate")).startsWith("Bearer ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64 * 1024, 5 * 1024 * 1024})
    void verifyIgnoresEveryBody(int bytes) {
        String token = service.login("alice").getString("access_token");
        Reply reply = service.http()
                .send(
                        "POST",
                        "/auth/verify",
                        "x".repeat(bytes),
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "image/x-unknown");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(service.http()
                        .get("/auth/verify", "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(200);
    }
}
