package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More connections than a pod may have (contract, section 12). */
class MaxConnectionsTest {
    private static final int MOST = 8;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String REQUEST = "GET /auth/verify HTTP/1.1\r\nHost: x\r\n\r\n";

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_MAX_CONNECTIONS", Integer.toString(MOST));

    @Test
    void oneMoreIsClosedAtOnceAndCountedAndTheOthersServeOn() {
        List<RawHttp> held =
                Stream.generate(() -> new RawHttp(service.url(0))).limit(MOST).toList();
        try {
            held.forEach(one -> assertThat(one.send(REQUEST).readAnswer()).startsWith("HTTP/1.1 401 "));
            assertThat(metric("wxauth_connections")).isEqualTo(MOST);
            double before = metric("wxauth_shed_total", "reason=connections");
            try (RawHttp oneMore = new RawHttp(service.url(0))) {
                assertThat(oneMore.readAll()).isEmpty();
            }
            assertThat(metric("wxauth_shed_total", "reason=connections")).isEqualTo(before + 1);
            held.forEach(one -> assertThat(one.send(REQUEST).readAnswer()).startsWith("HTTP/1.1 401 "));
            assertThat(service.management().get("/health/ready").status()).isEqualTo(200);
        } finally {
            held.forEach(RawHttp::close);
        }
        Await.until("their places are free", SOON, () -> metric("wxauth_connections") == 0);
    }

    /** A burst of clients that go away leaves nothing behind. */
    @Test
    void abortedConnectionsGiveTheirPlacesBack() {
        for (int i = 0; i < 20 * MOST; i++) {
            try (RawHttp client = new RawHttp(service.url(0))) {
                client.reset();
            }
        }
        // Some may wait to be accepted still, and take a place for a moment.
        Await.until("one more is served", SOON, MaxConnectionsTest::isServed);
        Await.until("their places are free", SOON, () -> metric("wxauth_connections") == 0);
    }

    private static boolean isServed() {
        try (RawHttp client = new RawHttp(service.url(0))) {
            return client.send(REQUEST).readAnswer().startsWith("HTTP/1.1 401 ");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static double metric(String name, String... labels) {
        return Scrape.of(service).sum(name, labels);
    }
}
