package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More requests at a time than a pod takes: six. */
class MaxRequestsTest {
    private static final int MOST = 6;
    private static final Duration SOON = Duration.ofSeconds(5);

    /** A whole head, and a body that does not come. */
    private static final String BEGUN = "POST /auth/refresh HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_MAX_REQUESTS", Integer.toString(MOST));

    /** What the test before it left is still under way for a moment, and would take the place of what this one begins. */
    @BeforeEach
    void nothingIsUnderWay() {
        Await.until("nothing is under way", SOON, () -> Scrape.of(service).sum("http_server_requests_active") == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/verify", "/auth/session", "/.well-known/jwks.json", "/nowhere"})
    void oneMoreIsRefusedAtOnceWhateverItAsks(String path) {
        List<RawHttp> begun = begin(MOST);
        try {
            Await.until("all are taken", SOON, () -> isRefused(service.http().get(path)));
            Reply refused = service.http().get(path);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.error()).isEqualTo("temporarily_unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.json().fieldNames())
                    .containsExactlyInAnyOrder("error", "error_description", "request_id");
        } finally {
            begun.forEach(RawHttp::close);
        }
        Await.until("they have ended", SOON, () -> !isRefused(service.http().get(path)));
    }

    @Test
    void itsBodyIsNotWaitedFor() {
        List<RawHttp> begun = begin(MOST);
        try (RawHttp oneMore = new RawHttp(service.url(0))) {
            Await.until("all are taken", SOON, () -> isRefused(service.http().get("/auth/verify")));
            assertThat(oneMore.send(BEGUN).readAnswer()).startsWith("HTTP/1.1 503 ");
        } finally {
            begun.forEach(RawHttp::close);
        }
    }

    @Test
    void theManagementPortIsNeverLimited() {
        List<RawHttp> begun = begin(MOST);
        try {
            Await.until("all are taken", SOON, () -> isRefused(service.http().get("/auth/verify")));
            assertThat(service.management().get("/health/ready").status()).isEqualTo(200);
            assertThat(service.management().get("/metrics").status()).isEqualTo(200);
        } finally {
            begun.forEach(RawHttp::close);
        }
    }

    @Test
    void whatHasEndedIsNotUnderWayAnyMore() {
        for (int i = 0; i < 3 * MOST; i++) {
            assertThat(service.http().get("/auth/verify").status()).isEqualTo(401);
            assertThat(service.http().get("/nowhere").status()).isEqualTo(404);
            assertThat(RawHttp.exchange(service.url(0), "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(service.login("alice").containsKey("skey")).isTrue();
        }
    }

    @Test
    void whatWasRefusedWasNeverCounted() {
        List<RawHttp> begun = begin(MOST);
        try {
            Await.until("all are taken", SOON, () -> isRefused(service.http().get("/auth/verify")));
            for (int i = 0; i < 3 * MOST; i++) {
                assertThat(isRefused(service.http().get("/auth/verify"))).isTrue();
            }
        } finally {
            begun.forEach(RawHttp::close);
        }
        nothingIsUnderWay();
        List<RawHttp> again = begin(MOST - 1);
        assertThat(service.http().get("/auth/verify").status()).isEqualTo(401);
        again.forEach(RawHttp::close);
    }

    private static List<RawHttp> begin(int count) {
        return Stream.generate(() -> new RawHttp(service.url(0)).send(BEGUN))
                .limit(count)
                .toList();
    }

    private static boolean isRefused(Reply reply) {
        return reply.status() == 503;
    }
}
