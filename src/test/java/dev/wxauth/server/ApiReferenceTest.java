package dev.wxauth.server;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for people, and its files. */
class ApiReferenceTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @CsvSource({
        "/docs, text/html; charset=utf-8",
        "/docs/start.js, text/javascript; charset=utf-8",
        "/docs/swagger-ui-bundle.js, text/javascript; charset=utf-8",
        "/docs/swagger-ui.css, text/css; charset=utf-8",
        "/openapi.json, application/json"
    })
    void everyFileIsServedGuardedAndNotSentTwice(String path, String type) {
        Reply reply = service.management().get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isNotBlank();
        assertThat(reply.header("Content-Type")).isEqualTo(type);
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        Reply again = service.management().get(path, "If-None-Match", reply.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertError(service.management().post(path), 405, "method_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/", "/docs/index.html", "/docs/swagger-ui.js", "/docs/../docs", "/docs//start.js"})
    void nothingElseOfTheViewerIsServed(String path) {
        assertError(service.management().get(path), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/start.js"})
    void ourPageNamesNoOtherHost(String path) {
        assertThat(service.management().get(path).body()).doesNotContain("//cdn", "http:", "https:", "src=\"//");
    }

    @Test
    void bothPortsServeTheSameDocument() {
        assertThat(service.management().get("/openapi.json").body())
                .isEqualTo(service.http().get("/openapi.json").body());
    }
}
