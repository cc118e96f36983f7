package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a request asks for, a path or not, served or not: it meets the limit, is counted, and has its line. */
class EveryTargetTest {
    private static final int MOST = 3;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String BEGUN =
            "POST /auth/refresh HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_MAX_REQUESTS", Integer.toString(MOST));

    /** Also what the test before it has left is counted by then. */
    @BeforeEach
    void nothingIsUnderWay() {
        Await.until("nothing is under way", SOON, () -> metric("http_server_requests_active") == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS, *, 404",
        "GET, *, 404",
        "CONNECT, a:1, 404",
        "GET, foo, 404",
        "GET, ?, 400",
        "GET, /nowhere, 404",
        "GET, /auth/verify, 401"
    })
    void isAnsweredByUsCountedAndLogged(String method, String target, int status) {
        String route = target.startsWith("/auth") ? target : "other";
        double before = answered(method, route, status);
        try (LogCapture lines = LogCapture.of("access");
                RawHttp connection = new RawHttp(service.url(0))) {
            String answer = connection.send(request(method, target)).readAnswer();
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase("\r\nX-Request-Id: ");
            assertThat(answer).contains("\"error\":").contains("\"request_id\":");
            Await.until("it has its line", SOON, () -> hasLine(lines, route, status));
        }
        assertThat(answered(method, route, status)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS, *, other",
        "GET, *, other",
        "CONNECT, a:1, other",
        "GET, foo, other",
        "GET, ?, other",
        "GET, /nowhere, other",
        "GET, /auth/users/x/%00, other",
        "POST, /auth/login, /auth/login",
        "PUT, /auth/login, /auth/login",
        "GET, /auth/verify/deep/down, /auth/verify",
        "DELETE, /auth/sessions/abc, /auth/sessions/{session_id}",
        "GET, /auth/users/wx1/o%2F1, /auth/users/{appid}/{openid}",
        "PUT, /auth/users/wx1/o1/roles, /auth/users/{appid}/{openid}/roles"
    })
    void isShedCountedAndLoggedUnderItsRouteWhenThereAreTooMany(String method, String target, String route) {
        List<RawHttp> begun = Stream.generate(() -> new RawHttp(service.url(0)).send(BEGUN))
                .limit(MOST)
                .toList();
        try (LogCapture lines = LogCapture.of("access");
                RawHttp connection = new RawHttp(service.url(0))) {
            Await.until("all are taken", SOON, () -> metric("http_server_requests_active") == MOST);
            double before = answered(method, route, 503);
            double shed = metric("wxauth_shed_total", "reason=requests");
            String answer = connection.send(request(method, target)).readAnswer();
            assertThat(answer).startsWith("HTTP/1.1 503 ").containsIgnoringCase("\r\nRetry-After: 1\r\n");
            assertThat(answer).contains("\"temporarily_unavailable\"");
            Await.until("it has its line", SOON, () -> hasLine(lines, route, 503));
            assertThat(answered(method, route, 503)).isEqualTo(before + 1);
            assertThat(metric("wxauth_shed_total", "reason=requests")).isEqualTo(shed + 1);
        } finally {
            begun.forEach(RawHttp::close);
        }
    }

    private static String request(String method, String target) {
        return method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static boolean hasLine(LogCapture lines, String route, int status) {
        return lines.events().stream()
                .anyMatch(line -> route.equals(LogCapture.member(line, "route"))
                        && Integer.valueOf(status).equals(LogCapture.member(line, "status")));
    }

    /** Of what was never asked there is no series yet. */
    private static double answered(String method, String route, int status) {
        Map<String, String> labels = Map.of("method", method, "uri", route, "status", Integer.toString(status));
        return Scrape.of(service).named("http_server_requests_seconds_count").stream()
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Scrape.Sample::value)
                .sum();
    }

    private static double metric(String name, String... labels) {
        return Scrape.of(service).sum(name, labels);
    }
}
