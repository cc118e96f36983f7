package dev.wxauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Browser;
import dev.wxauth.support.ServiceExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page for people as a real browser shows it, which the tests of this class share. */
@EnabledIf(value = "dev.wxauth.support.Browser#isInstalled", disabledReason = "there is no Chromium")
class ApiReferencePageTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start("en");
        browser.size(1280, 2000, 1);
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @AfterEach
    void nobodyElseWasAskedAndNoScriptComplained() {
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(url -> url.startsWith(service.management().url("/")) || url.startsWith("data:"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everyOperationIsThereAndARouteForEveryMethodOnce() {
        Set<String> paths = service.http()
                .get("/openapi.json")
                .json()
                .getJsonObject("paths")
                .fieldNames();
        open("/docs");
        assertThat(shown("[data-path]", "dataset.path"))
                .contains("/auth/login")
                .containsAll(paths)
                .containsOnlyOnce("/auth/verify");
        assertThat(browser.evaluate("document.body.innerText"))
                .asString()
                .contains("Log in with a code from WeChat")
                .doesNotContain("Failed to load API definition");
        assertThat(shown(".try-out__btn", "outerHTML")).isEmpty();
    }

    /** By the links that Swagger UI makes for single operations, which open them. */
    @ParameterizedTest
    @CsvSource({"OAuth/verify, X-Request-Id", "Users/putRoles, appid+openid+X-Request-Id"})
    void eachParameterIsThereByItsName(String operation, String parameters) {
        open("/docs#/" + operation);
        browser.until("the operation is open", "document.querySelector('[data-param-name]')");
        assertThat(shown("tr[data-param-name]", "dataset.paramName")).containsExactly(parameters.split("\\+"));
    }

    /** Swagger UI's green of a POST route: a style sheet that did not load would leave the picture white and black. */
    @Test
    void itIsPainted() throws IOException {
        open("/docs");
        assertThat(Pixels.count(browser.screenshot(Path.of("target/docs.png")), 0x49CC90))
                .isGreaterThan(1000);
    }

    /** A link to another part of the page that is open would not open it anew. */
    private static void open(String path) {
        browser.open("data:text/html,");
        browser.open(service.management().url(path));
        browser.until("the page is there", "document.querySelector('[data-path]')");
    }

    private static String[] shown(String selector, String property) {
        String lines = (String) browser.evaluate(
                "[...document.querySelectorAll('" + selector + "')].map(it => it." + property + ").join('\\n')");
        return lines.lines().toArray(String[]::new);
    }
}
