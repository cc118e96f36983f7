package dev.wxauth.web;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/auth",
                "/auth/",
                "/auth/unknown",
                "/auth/session/",
                "/auth/Session",
                "/auth/session;a=b",
                "/auth/session.json",
                "/auth//session",
                "//auth/session",
                "/auth/./session",
                "/auth/../auth/session",
                "/auth/x/../session",
                "/auth/%73ession",
                "/auth%2Fsession",
                "/auth/session%2F",
                "/auth/session%00",
                "/auth/session%20",
                "/auth/verify%2Fx",
                "/auth/verifyx",
                "/auth/Verify/x",
                "/auth/%76erify/x",
                "//auth/verify/x",
                "/auth/x/../verify/x",
                "/x/auth/verify/x",
                "/auth/introspect/",
                "/.well-known",
                "/.well-known/",
                "/.well-known/jwks.json/",
                "/.well-known/jwks",
                "/.well-known/oauth-authorization-server/",
                "/.well-known/openid-configuration/",
                "/.well-known/openid-configuration/auth",
                "/openapi.json/",
                "/openapi",
                "/health/live",
                "/metrics",
                "/favicon.ico"
            })
    void everyOtherPathIs404(String path) {
        assertError(service.http().get(path), 404, "not_found");
        assertError(service.http().post(path), 404, "not_found");
    }

    /** For the document these are paths of a route that it knows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/sessions/%41bc",
                "/auth/sessions/a+b",
                "/auth/sessions/.",
                "/auth/sessions/:session_id",
                "/auth/users/:appid/:openid"
            })
    void noParameterButAnOpenidIsEncodedOrOdd(String path) {
        HttpCaller caller = new HttpCaller(service.url(0));
        assertError(caller.delete(path), 404, "not_found");
        assertError(caller.get(path), 404, "not_found");
    }

    @Test
    void aQueryDoesNotHideARoute() {
        assertThat(service.http().get("/.well-known/jwks.json?a=b").status()).isEqualTo(200);
        assertThat(service.http().get("/.well-known/jwks.json?").status()).isEqualTo(200);
        assertThat(service.http().get("/auth/session?x=/../y").status()).isEqualTo(401);
    }

    @Test
    void theAbsoluteFormNamesTheSameRoute() {
        String answer = RawHttp.exchange(
                service.url(0),
                "GET http://auth.example.com/.well-known/jwks.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"keys\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"OPTIONS *", "GET auth/session", "CONNECT auth.example.com:443", "GET http://auth.example.com"})
    void aTargetThatIsNoPathIsRefusedInTheOneShape(String start) {
        String answer = RawHttp.exchange(
                service.url(0), start + " HTTP/1.1\r\nHost: auth.example.com\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*").contains("\"error\":", "\"request_id\":");
    }
}
