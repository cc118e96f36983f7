package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectionTest {
    private static final String JWKS = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LOGIN = "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void aConnectionServesOneRequestAfterTheOther() {
        try (RawHttp connection = new RawHttp(service.url(0))) {
            assertThat(connection.send(JWKS).readAnswer()).startsWith("HTTP/1.1 200 ");
            assertThat(connection
                            .send("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n")
                            .readAnswer())
                    .startsWith("HTTP/1.1 404 ");
            assertThat(connection.send(LOGIN + "Content-Length: 2\r\n\r\n{}").readAnswer())
                    .startsWith("HTTP/1.1 400 ");
            assertThat(connection.send(JWKS).readAnswer()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        String first = "GET /auth/session HTTP/1.1\r\nHost: x\r\nX-Request-Id: first\r\n\r\n";
        String second = LOGIN + "X-Request-Id: second\r\nContent-Length: 2\r\n\r\n{}";
        String third = "GET /nowhere HTTP/1.1\r\nHost: x\r\nX-Request-Id: third\r\n\r\n";
        try (RawHttp connection = new RawHttp(service.url(0))) {
            connection.send(first + second + third);
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 401 ").contains("\"first\"");
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 400 ").contains("\"second\"");
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 404 ").contains("\"third\"");
        }
    }

    @Test
    void aBodyMayComeInChunksAfterAContinue() {
        try (RawHttp connection = new RawHttp(service.url(0))) {
            connection.send(LOGIN + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 100 ");
            connection.send("1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 400 ").contains("code is missing");
        }
    }

    @Test
    void aClientThatGoesAwayInTheMiddleOfItsBodyIsNoFaultOfOurs() {
        try (LogCapture log = LogCapture.of(FaultLog.class)) {
            for (int i = 0; i < 20; i++) {
                try (RawHttp connection = new RawHttp(service.url(0))) {
                    connection.send(LOGIN + "X-Request-Id: gone\r\nContent-Length: 100\r\n\r\n{\"code\": ");
                }
            }
            Reply after = service.http().get("/auth/session");
            assertThat(after.status()).isEqualTo(401);
            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void noAnswerLetsForeignPagesIn() {
        Reply reply = service.http()
                .send(
                        "OPTIONS",
                        "/auth/login",
                        "",
                        "Origin",
                        "https://evil.example",
                        "Access-Control-Request-Method",
                        "POST");
        assertThat(reply.status()).isEqualTo(405);
        Reply read = service.http().get("/.well-known/jwks.json", "Origin", "https://evil.example");
        assertThat(reply.headers().map().keySet()).noneMatch(ConnectionTest::isCors);
        assertThat(read.headers().map().keySet()).noneMatch(ConnectionTest::isCors);
    }

    private static boolean isCors(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("access-control-");
    }
}
