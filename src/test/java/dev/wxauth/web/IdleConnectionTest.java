package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleConnectionTest {
    private static final Duration LONGER_THAN_IDLE = Duration.ofMillis(2500);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_IDLE_TIMEOUT", "1s");

    @Test
    void aConnectionOnWhichNothingIsUnderWayIsClosed() {
        try (RawHttp connection = new RawHttp(service.url(0))) {
            assertThat(connection.readAll()).isEmpty();
        }
        try (RawHttp connection = new RawHttp(service.url(0))) {
            connection.send("GET /auth/session HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer();
            assertThat(connection.readAll()).isEmpty();
        }
    }

    @Test
    void aRequestUnderWayIsNotIdle() {
        service.wechat().troubleNext(1, Trouble.latency(LONGER_THAN_IDLE));
        String body = new JsonObject()
                .put("code", service.wechat().code(TestSettings.APPID, "alice"))
                .encode();
        try (RawHttp connection = new RawHttp(service.url(0))) {
            connection.send("POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200 ");
            assertThat(connection.readAll()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /auth/session HTTP/1.1\r\nHost: x\r\n\r\n"})
    void aHeadThatHasBegunIsNotIdle(String before) throws InterruptedException {
        try (RawHttp connection = new RawHttp(service.url(0))) {
            if (!before.isEmpty()) {
                connection.send(before).readAnswer();
            }
            connection.send("GET /auth/session HTTP/1.1\r\n");
            Thread.sleep(LONGER_THAN_IDLE.toMillis());
            assertThat(connection.send("Host: x\r\n\r\n").readAnswer()).startsWith("HTTP/1.1 401 ");
        }
    }
}
