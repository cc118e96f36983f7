package dev.wxauth.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every answer that the tests see is held against openapi.json; here are some that do not fit, and are noticed. */
class OpenApiContractTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private final Reply inactive = service.introspectReply("unknown", 0);

    @Test
    void theServicesOwnAnswerFits() {
        OpenApiContract.served().assertFits("POST", "/auth/introspect", inactive);
        assertThat(inactive.status()).isEqualTo(200);
    }

    @Test
    void aBodyThatDoesNotFitIsNoticed() {
        assertNoticed("POST", "/auth/introspect", new Reply(200, inactive.headers(), "{\"active\":\"no\"}"));
        assertNoticed("POST", "/auth/introspect", new Reply(200, inactive.headers(), "{}"));
    }

    @Test
    void aStatusThatIsNotDocumentedIsNoticed() {
        assertNoticed("POST", "/auth/introspect", new Reply(418, inactive.headers(), inactive.body()));
    }

    @Test
    void aHeaderTooManyOrTooFewIsNoticed() {
        assertNoticed("POST", "/auth/introspect", new Reply(200, headersWith("X-Other", "x"), inactive.body()));
        assertNoticed("POST", "/auth/introspect", new Reply(200, headersWith("Cache-Control", null), inactive.body()));
    }

    @Test
    void anAnswerOfAnotherTypeIsNoticed() {
        assertNoticed(
                "POST", "/auth/introspect", new Reply(200, headersWith("Content-Type", "text/html"), inactive.body()));
    }

    @Test
    void aRouteThatIsNotDocumentedIsNoticed() {
        assertNoticed("GET", "/auth/introspect", inactive);
        assertNoticed("POST", "/auth/secret", inactive);
        assertNoticed("GET", "/metrics", inactive);
    }

    @Test
    void theCallersOfTheTestsLook() {
        HttpCaller caller = new HttpCaller(service.url(0), (method, path, reply) -> {
            throw new AssertionError(method + " " + path + " " + reply.status());
        });
        assertThatThrownBy(() -> caller.get("/auth/session?x=y")).hasMessage("GET /auth/session?x=y 401");
        assertThatThrownBy(() -> caller.start("POST", "/auth/session", "").join())
                .hasRootCauseMessage("POST /auth/session 405");
    }

    private static void assertNoticed(String method, String path, Reply reply) {
        assertThatThrownBy(() -> OpenApiContract.served().assertFits(method, path, reply))
                .isInstanceOf(AssertionError.class);
    }

    /** Sets a header, or takes it away. */
    private HttpHeaders headersWith(String name, String value) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(inactive.headers().map());
        headers.put(name, value == null ? List.of() : List.of(value));
        return HttpHeaders.of(headers, (header, ignored) -> true);
    }
}
