package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.HostileCrowd;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Program;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Little memory and hostile clients: some are refused, the process goes on, and serves everybody when they have gone. */
class LittleMemoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEAD = "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    @AutoClose
    private static final Neighbours neighbours = new Neighbours();

    private final Map<String, String> settings = neighbours.settings();

    /** Half of what a connection sends at once would fill it, and answers that nobody takes do fill it. */
    @Test
    void missingDirectMemoryShedsRequests() {
        String documents = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(40);
        String body = HEAD + "Content-Length: 60000\r\n\r\n" + " ".repeat(60_000);
        try (Program program = Program.serve(settings, "-XX:MaxDirectMemorySize=16m");
                HostileCrowd crowd = new HostileCrowd(program.unchecked().url(""))) {
            crowd.of(100, documents).of(100, body).send(Duration.ofSeconds(4));
            crowd.leave();
            assertServes(program);
            assertThat(shed(program, "requests") + shed(program, "connections")).isPositive();
        }
    }

    /** Each would hold a megabyte of the heap: a head of very many lines that does not end, a body that does not, both. */
    @Test
    void aSmallHeapIsNotFilledByWhatClientsSend() {
        String lines = "a:b\r\n".repeat(6400);
        String large = " ".repeat(65_000);
        try (Program program = Program.serve(settings, "-Xmx256m");
                HostileCrowd crowd = new HostileCrowd(program.unchecked().url(""))) {
            crowd.of(500, "GET /auth/session HTTP/1.1\r\nHost: x\r\n" + lines)
                    .of(500, HEAD + "Content-Length: 65001\r\n\r\n" + large)
                    .of(500, HEAD + "Content-Length: 65001\r\n" + lines + "\r\n" + large)
                    .send(Duration.ofSeconds(12));
            crowd.leave();
            assertServes(program);
            assertThat(shed(program, "requests")).isPositive();
            assertThat(shed(program, "connections")).isPositive();
        }
    }

    private static void assertServes(Program program) {
        HttpCaller http = program.unchecked();
        Await.until("it is quiet again", PATIENCE, () -> introspect(http) == 200);
        for (int i = 0; i < 20; i++) {
            assertThat(introspect(http)).isEqualTo(200);
        }
        assertThat(program.output()).doesNotContain("OutOfMemoryError");
    }

    /** The status, or 0 when the connection ended first. */
    private static int introspect(HttpCaller http) {
        try {
            return http.postForm("/auth/introspect", "token=x", "Authorization", ServiceExtension.client())
                    .status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    private static double shed(Program program, String reason) {
        return Scrape.of(program.management()).sum("wxauth_shed_total", "reason=" + reason);
    }
}
