package dev.wxauth.server;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for people. */
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

    @Test
    @EnabledIf("dev.wxauth.server.Chromium#isInstalled")
    void aBrowserShowsEveryOperationAndARouteForEveryMethodOnce() throws Exception {
        String dom = Chromium.dom(service.management().url("/docs"));
        JsonObject paths = service.http().get("/openapi.json").json().getJsonObject("paths");
        List<String> shown = paths.fieldNames().stream()
                .map(path -> "data-path=\"" + path + "\"")
                .toList();
        assertThat(dom)
                .contains("data-path=\"/auth/login\"", "Log in with a code from WeChat")
                .contains(shown)
                .containsOnlyOnce("data-path=\"/auth/verify\"")
                .doesNotContain("Failed to load API definition", "try-out__btn", "CONSOLE", "Content Security Policy");
    }

    /** By the links that Swagger UI makes for single operations, which open them. */
    @ParameterizedTest
    @EnabledIf("dev.wxauth.server.Chromium#isInstalled")
    @CsvSource({"OAuth/verify, X-Request-Id", "Users/putRoles, appid+openid+X-Request-Id"})
    void aBrowserShowsEachParameterByItsName(String operation, String parameters) throws Exception {
        String dom = Chromium.dom(service.management().url("/docs#/" + operation));
        assertThat(Pattern.compile("<tr data-param-name=\"([^\"]*)\"")
                        .matcher(dom)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactly(parameters.split("\\+"));
    }

    /** Swagger UI's green of a POST route: a style sheet that did not load would leave the picture white and black. */
    @Test
    @EnabledIf("dev.wxauth.server.Chromium#isInstalled")
    void aBrowserPaintsIt() throws Exception {
        Path picture = Chromium.screenshot(service.management().url("/docs"), Path.of("target/docs.png"));
        assertThat(Files.size(picture)).isPositive();
        assertThat(Pixels.count(picture, 0x49CC90)).isGreaterThan(1000);
    }
}
