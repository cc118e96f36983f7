package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private static final String HEADER = "X-Request-Id";
    private static final String SIXTY_FOUR = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-b_c.9", SIXTY_FOUR})
    void aGoodIdIsKept(String id) {
        assertThat(service.http().get("/.well-known/jwks.json", HEADER, id).header(HEADER))
                .isEqualTo(id);
        Reply refused = service.http().get("/nowhere", HEADER, id);
        assertThat(refused.header(HEADER)).isEqualTo(id);
        assertThat(refused.json().getString("request_id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "a\"b", "<script>", "a/b", "x0123456789abcdef" + SIXTY_FOUR})
    void anotherIdIsReplaced(String id) {
        Reply reply = service.http().get("/nowhere", HEADER, id);
        assertThat(reply.header(HEADER)).matches("[A-Za-z0-9._-]{1,64}").isNotEqualTo(id);
        assertThat(reply.headers().allValues(HEADER)).hasSize(1);
        assertThat(reply.json().getString("request_id")).isEqualTo(reply.header(HEADER));
    }

    @Test
    void everyRequestWithoutAnIdGetsOneOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(service.http().get("/auth/session").header(HEADER));
        }
        assertThat(ids).hasSize(100);
    }

    @Test
    void theIdIsOnTheLineOfTheAccessLogAndNoSecretIs() {
        String token = service.login("alice").getString("access_token");
        try (LogCapture log = LogCapture.of("access")) {
            service.http()
                    .postForm(
                            "/auth/introspect?token=in-the-query",
                            HttpCaller.form("token", token),
                            "Authorization",
                            ServiceExtension.client(),
                            HEADER,
                            "the-one");
            service.http().get("/auth/sessions/in-the-path", HEADER, "the-other");
            awaitLine(log, "the-one");
            awaitLine(log, "the-other");
            assertThat(log.messages()).anyMatch(line -> line.contains("the-one") && line.contains("/auth/introspect"));
            assertThat(log.messages()).noneMatch(line -> line.contains(token) || line.contains("in-the-"));
        }
    }

    @Test
    void whatCarriesACredentialOrAStateIsStoredNowhere() {
        String token = service.login("alice").getString("access_token");
        assertNoStore(service.introspectReply(token, 0));
        assertNoStore(service.introspectReply("nonsense", 0));
        assertNoStore(service.http().get("/auth/verify", "Authorization", "Bearer " + token));
        assertNoStore(service.http().get("/auth/verify"));
        assertNoStore(service.http().get("/auth/session", "Authorization", "Bearer " + token));
        assertNoStore(service.http()
                .postForm("/auth/revoke", HttpCaller.form("token", token), "Authorization", ServiceExtension.client()));
    }

    /** The line is written when the answer is on its way already. */
    private static void awaitLine(LogCapture log, String id) {
        Await.until(
                "the line is written",
                Duration.ofSeconds(5),
                () -> log.messages().stream().anyMatch(line -> line.contains(id)));
    }

    private static void assertNoStore(Reply reply) {
        assertThat(reply.headers().allValues("Cache-Control")).containsExactly("no-store");
    }
}
