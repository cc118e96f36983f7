package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parser refuses has a line of its own, and what it never got to see whole is no request. */
class UnreadRequestTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Pattern ID = Pattern.compile("(?i)x-request-id: (\\S+)");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @CsvSource({
        "'GET /hunter2 HTTP/1.1\\r\\nX-Request-Id: mine\\r\\nhunter2\\r\\n\\r\\n', 400, GET, mine",
        "'GET /hunter2 HTTP/2.0\\r\\nX-Request-Id: mine\\r\\n\\r\\n', 505, GET, mine",
        "'HUNTER2 /hunter2 HTTP/2.0\\r\\nX-Request-Id: mine\\r\\n\\r\\n', 505, other, mine",
        "'GET /hunter2 HTTP/1.1\\r\\nX-Request-Id: a b\\r\\nhunter2\\r\\n\\r\\n', 400, GET,",
        "'\\026\\003\\001\\002\\r\\n\\r\\n', 400, other,",
    })
    void whatTheParserRefusesHasALineWithTheIdOfItsAnswer(String sent, int status, String method, String id) {
        try (LogCapture log = LogCapture.of("access")) {
            String answer = RawHttp.exchange(service.url(0), sent.translateEscapes());
            assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
            assertThat(id == null ? id(answer) : id).isEqualTo(id(answer));
            assertTold(log, id(answer), Map.of("status", status, "method", method, "route", "other"));
        }
    }

    @Test
    void aLineOrHeadThatIsTooLongHasOneToo() {
        try (LogCapture log = LogCapture.of("access")) {
            String line = RawHttp.exchange(service.url(0), "GET /" + "a".repeat(9000) + " HTTP/1.1\r\n\r\n");
            assertTold(log, id(line), Map.of("status", 414, "route", "other"));
            String head = RawHttp.exchange(
                    service.url(0),
                    "GET / HTTP/1.1\r\nX-Request-Id: mine\r\nHost: x\r\nX-Long: " + "a".repeat(33_000) + "\r\n\r\n");
            assertThat(id(head)).isEqualTo("mine");
            assertTold(log, "mine", Map.of("status", 431, "route", "other"));
        }
    }

    private static String id(String answer) {
        Matcher id = ID.matcher(answer);
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private static void assertTold(LogCapture log, String id, Map<String, Object> members) {
        Await.until("its line is written", SOON, () -> log.events().stream().anyMatch(line -> isOf(id, line)));
        assertThat(log.events())
                .filteredOn(line -> isOf(id, line))
                .singleElement()
                .satisfies(line -> members.forEach((name, value) ->
                        assertThat(LogCapture.member(line, name)).isEqualTo(value)));
        assertThat(log.messages()).noneMatch(line -> line.contains("unter2") || line.contains("HUNTER2"));
    }

    private static boolean isOf(String id, ILoggingEvent line) {
        return id.equals(LogCapture.member(line, "request_id"));
    }

    /** Who goes away in the middle of a head is answered nothing, and so nothing is counted as an answer. */
    @Test
    void halfAHeadIsNoRequest() {
        double before = refused();
        double connections = connections();
        try (LogCapture log = LogCapture.of("access")) {
            for (String half : new String[] {"GE", "GET / HTTP/1.1\r\nHos", "GET / HTTP/1.1\r\nHost: x\r\n"}) {
                assertThat(new RawHttp(service.url(0))
                                .send(half)
                                .finishSending()
                                .readAll())
                        .isEmpty();
                new RawHttp(service.url(0)).send(half).reset();
            }
            Await.until("all are gone", SOON, () -> connections() <= connections);
            assertThat(refused()).isEqualTo(before);
            assertThat(log.events()).isEmpty();
        }
    }

    private static double connections() {
        return Scrape.of(service).sum("wxauth_connections");
    }

    private static double refused() {
        return Scrape.of(service).named("http_server_requests_seconds_count").stream()
                .filter(sample -> "400".equals(sample.labels().get("status")))
                .mapToDouble(Scrape.Sample::value)
                .sum();
    }
}
