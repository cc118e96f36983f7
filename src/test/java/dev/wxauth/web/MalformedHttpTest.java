package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedHttpTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void aRequestLineAbove8KibIsRefusedAndTheConnectionClosed() {
        assertRefused("GET /auth/session?" + "a".repeat(8192) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414);
    }

    @Test
    void headersAbove32KibAreRefusedAndTheConnectionClosed() {
        assertRefused("GET /auth/session HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(32 * 1024) + "\r\n\r\n", 431);
        assertRefused(
                "GET /auth/session HTTP/1.1\r\nHost: x\r\n" + ("X-Many: " + "a".repeat(1000) + "\r\n").repeat(33)
                        + "\r\n",
                431);
    }

    @Test
    void whatIsJustBelowTheLimitsIsServed() {
        String line = "GET /.well-known/jwks.json?" + "a".repeat(8100) + " HTTP/1.1\r\n";
        String headers = "Host: x\r\nConnection: close\r\nX-Long: " + "a".repeat(32_600) + "\r\n\r\n";
        assertThat(RawHttp.exchange(service.url(0), line + headers)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0", "http/1.1", "HTTP/1.2", "HTTP/0.9", "HTTP/3.0", "RTSP/1.0"})
    void anotherVersionIsRefusedAndTheConnectionClosed(String version) {
        assertRefused("GET /auth/session " + version + "\r\nHost: x\r\n\r\n", 505);
        assertRefused("POST /auth/login " + version + "\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", 505);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET /auth/session HTTP/9.9.9\r\nHost: x\r\n\r\n",
                "GET /auth/session HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                "GET /auth/session HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n",
                "GET /auth/session HTTP/1.1\r\nHost: x\r\nX-Nul: a\u0000b\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "POST /auth/introspect HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "GET /auth/session HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /auth/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void brokenFramingIsRefusedAndTheConnectionClosed(String request) {
        String answer = RawHttp.exchange(service.url(0), request);
        assertThat(answer).matches("(?s)HTTP/1\\.[01] 4\\d\\d .*");
        ErrorShape.assertBody(body(answer), body(answer).getString("error"));
    }

    @Test
    void aRequestThatIsSmuggledBehindABrokenOneIsNotServed() {
        String smuggled = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n";
        String answer = RawHttp.exchange(
                service.url(0),
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                        + smuggled);
        assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*").doesNotContain("\"keys\"");
    }

    @Test
    void aRequestWithoutHostIs400InTheOneShape() {
        String answer = RawHttp.exchange(service.url(0), "GET /auth/session HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        ErrorShape.assertBody(body(answer), "invalid_request");
    }

    @Test
    void anExpectationThatNobodyKnowsIs400() {
        String answer = RawHttp.exchange(
                service.url(0),
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
    }

    private static void assertRefused(String request, int status) {
        String answer = RawHttp.exchange(service.url(0), request);
        assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("x-request-id: ", "cache-control: no-store");
        ErrorShape.assertBody(body(answer), "invalid_request");
    }

    private static JsonObject body(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
}
