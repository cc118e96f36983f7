package dev.wxauth.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Browser;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import dev.wxauth.support.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each button of the page, pressed in a real browser: what it does is seen in the picture. */
@EnabledIf(value = "dev.wxauth.support.Browser#isInstalled", disabledReason = "there is no Chromium")
class PageTest {
    private static Program server;
    private static Browser browser;
    private static String page;

    @BeforeAll
    static void start() {
        server = Program.startMain(
                DevelopmentServer.class,
                Map.of(
                        "WXAUTH_PORT",
                        Integer.toString(Ports.free()),
                        "WXAUTH_MANAGEMENT_PORT",
                        Integer.toString(Ports.free())));
        server.awaitLine(line -> line.startsWith("README.md"));
        page = server.awaitLine(line -> line.startsWith("Watch it work: ")).replaceFirst(".*: ", "");
        browser = Browser.start("en");
        browser.size(1280, 900, 1);
    }

    /** Whatever was pressed: nothing was asked of others, and no script complained. */
    @AfterAll
    static void stop() {
        try {
            assertThat(browser.requests())
                    .isNotEmpty()
                    .allMatch(url -> url.startsWith(page) || url.startsWith("data:") || url.equals("about:blank"));
            assertThat(browser.complaints()).isEmpty();
        } finally {
            browser.close();
            server.close();
        }
    }

    @BeforeEach
    void open() {
        browser.open(page);
        browser.until("the page is there", "document.documentElement?.dataset.ready");
        browser.evaluate("""
                window.events = []
                for (const name of ['message', 'complete']) {
                  (window.source ??= new EventSource('events')).addEventListener(name, event => events.push(event.data))
                }
                """);
        browser.until("it listens", "source.readyState === 1");
        state("logged_in");
        press("clear");
    }

    /** The next test finds a phone that has never been used, in a world that is well. */
    @AfterEach
    void mend() {
        browser.evaluate("""
                Promise.all([['redis', { frozen: false }], ['wechat', { trouble: 'calm' }]].map(([name, data]) =>
                  fetch('control/' + name, { method: 'POST', headers: { 'content-type': 'application/json' },
                    body: JSON.stringify(data) })))
                .then(() => localStorage.clear())
                """);
    }

    @Test
    void aLoginIsSeenFromCodeToTokens() {
        press("login");
        assertThat(messages())
                .containsSubsequence(
                        "phone>wechat ask wx.login()",
                        "wechat>phone answer code",
                        "phone>wxauth ask POST /auth/login",
                        "wxauth>wechat ask jscode2session",
                        "wechat>wxauth answer session_key, openid, unionid",
                        "wxauth>phone answer 200")
                .anyMatch(message -> message.startsWith("wxauth>redis exchange claim-key → "))
                .anyMatch(message -> message.startsWith("wxauth>redis exchange session-create → "));
        assertThat(text("#token-view")).contains("ES256", "client_id", "left");
        assertThat(text("#stored-view")).contains("wxauth:{", "}:s", "}:k", "left");
    }

    @Test
    void aRefreshNeedsNoWeChat() {
        press("refresh");
        assertThat(messages())
                .containsSubsequence("phone>wxauth ask POST /auth/refresh", "wxauth>phone answer 200")
                .noneMatch(message -> message.contains("wechat"));
    }

    @Test
    void aQuestionIsAskedWithTheToken() {
        press("ask");
        assertThat(messages()).containsSubsequence("phone>wxauth ask GET /auth/session", "wxauth>phone answer 200");
        browser.evaluate("document.querySelector('#messages .label').click()");
        assertThat(text("#detail")).contains("GET /auth/session", "\"Authorization\": \"Bearer ", "…");
    }

    @Test
    void whoLogsOutStaysOut() {
        press("logout");
        assertThat(messages()).containsSubsequence("phone>wxauth ask POST /auth/logout", "wxauth>phone answer 204");
        state("logged_out");
        press("login");
        state("logged_in");
    }

    @Test
    void aLostAnswerIsAskedForOnceMoreAndNobodyIsLoggedOut() {
        press("lose");
        assertThat(messages())
                .containsSubsequence(
                        "phone>wxauth ask POST /auth/refresh",
                        "wxauth>phone lost 200",
                        "phone>wxauth ask POST /auth/refresh",
                        "wxauth>phone answer 200");
        assertThat(outcome()).isEqualTo("ok");
        state("logged_in");
    }

    @Test
    void whoIsLoggedOutElsewhereIsLoggedInAnewSilently() {
        press("elsewhere");
        assertThat(messages()).containsSubsequence("other>wxauth ask POST /auth/logout", "wxauth>other answer 204");
        press("ask");
        assertThat(messages())
                .containsSubsequence(
                        "wxauth>phone refusal 401 invalid_token",
                        "phone>wxauth ask POST /auth/refresh",
                        "wxauth>phone refusal 400 invalid_grant",
                        "phone>wxauth ask POST /auth/login",
                        "phone>wxauth ask GET /auth/session",
                        "wxauth>phone answer 200");
    }

    @Test
    void aStolenSkeyEndsTheSessionWhenTheOwnerComesLater() throws InterruptedException {
        press("steal");
        assertThat(messages()).containsSubsequence("other>wxauth ask POST /auth/refresh", "wxauth>other answer 200");
        press("refresh");
        assertThat(outcome()).isEqualTo("ok");
        press("login");
        press("steal");
        Thread.sleep(6_000);
        press("refresh");
        assertThat(messages())
                .containsSubsequence(
                        "wxauth>other answer 200",
                        "phone>wxauth ask POST /auth/refresh",
                        "wxauth>phone refusal 400 invalid_grant",
                        "phone>wxauth ask POST /auth/login",
                        "wxauth>phone answer 200");
        state("logged_in");
    }

    @Test
    void theSigningKeyChangesAndTheOldTokenStaysGood() {
        String before = text("#token-view");
        press("signing-key");
        press("ask");
        assertThat(outcome()).isEqualTo("ok");
        repeat("the new key signs", "refresh", () -> !text("#token-view").contains(kid(before)));
        assertThat(messages()).contains("other>wxauth ask new signing key");
    }

    private static String kid(String token) {
        return token.replaceFirst("(?s).*kid\\s+(\\S+).*", "$1");
    }

    @ParameterizedTest
    @CsvSource({"master-key, wxauth, master key", "app-secret, wechat, AppSecret"})
    void aSecretIsRotatedAndLoginsGoOn(String button, String told, String name) {
        press(button);
        assertThat(messages()).contains("other>" + told + " ask new " + name);
        repeat("a login works", "login", () -> outcome().equals("ok"));
    }

    @ParameterizedTest
    @CsvSource({
        "40029, errcode 40029, 400 invalid_grant, invalid_grant",
        "40226, errcode 40226, 403 access_denied, access_denied",
        "40125, errcode 40125, 500 server_error, server_error"
    })
    void weChatFailsAsItIsTold(String errcode, String said, String answered, String outcome) {
        tellWeChat(errcode);
        assertThat(messages()).containsSubsequence("wechat>wxauth refusal " + said, "wxauth>phone refusal " + answered);
        assertThat(outcome()).isEqualTo(outcome);
        tellWeChat("calm");
        assertThat(outcome()).isEqualTo("ok");
    }

    @Test
    void aFrozenRedisIsAnsweredForAndThaws() {
        press("freeze");
        press("ask");
        assertThat(messages()).contains("wxauth>phone refusal 503 temporarily_unavailable");
        assertThat(count("#messages .unanswered")).isPositive();
        assertThat(text("#stored-view")).contains("frozen");
        press("thaw");
        browser.until(
                "Redis is shown again", "document.querySelector('#stored-view').textContent.includes('wxauth:{')");
        press("ask");
        assertThat(outcome()).isEqualTo("ok");
    }

    @Test
    void theLanguageIsSwitched() {
        String english = text("body");
        press("language");
        String chinese = text("body");
        assertThat(chinese).contains("登录", "刷新", "丢失回答", "窃取 skey", "冻结 Redis", "微信", "已登录");
        assertThat(english)
                .contains("Log in", "Lose the answer", "Freeze Redis", "WeChat")
                .doesNotContain("登录");
        assertThat(browser.evaluate("document.documentElement.lang")).isEqualTo("zh-CN");
        press("language");
        assertThat(text("h1")).isEqualTo("wxauth at work");
    }

    @Test
    void noSecretReachesThePage() {
        press("login");
        press("refresh");
        press("lose");
        press("app-secret");
        repeat("a login works", "login", () -> outcome().equals("ok"));
        String seen = (String) browser.evaluate("events.join('\\n') + document.body.innerText");
        List<String> tokens = List.of(stored("skey"), stored("token"));
        assertThat(seen)
                .contains("jscode2session", "\"secret\":\"•••\"", "\"session_key\":\"•••\"", "\"js_code\":\"")
                .doesNotContain(TestSettings.APP_SECRET)
                .doesNotContain(tokens)
                .doesNotContainPattern("\"(session_key|secret)\":\"[^•]")
                .doesNotContainPattern("\"(code|js_code)\":\"[^\"]{8}");
    }

    /** Two pictures, of which the first stands in the README. */
    @Test
    void thePictureOfThePageIsTaken() throws IOException {
        press("login");
        press("lose");
        // Its name is Chinese, and machines that build may have no letters for that.
        browser.evaluate("document.getElementById('language').style.visibility = 'hidden'");
        Path picture = browser.screenshot(Path.of("target/page.png"));
        browser.dark(true);
        Path dark = browser.screenshot(Path.of("target/page-dark.png"));
        browser.dark(false);
        assertThat(Files.size(picture)).isBetween(20_000L, 200_000L);
        assertThat(Files.size(dark)).isBetween(20_000L, 200_000L);
    }

    private static void press(String button) {
        String id = button.equals("language") ? "language" : "do-" + (button.equals("thaw") ? "freeze" : button);
        browser.evaluate("document.getElementById('" + id + "').click()");
        browser.until(button + " is done", "!document.getElementById('" + id + "').disabled");
    }

    /** What the service takes up, it takes up within seconds. */
    private static void repeat(String what, String button, BooleanSupplier done) {
        Await.until(what, Duration.ofSeconds(20), () -> {
            press(button);
            return done.getAsBoolean();
        });
    }

    private static void tellWeChat(String errcode) {
        browser.evaluate("document.getElementById('errcode').value = '" + errcode + "'");
        press("wechat");
    }

    private static void state(String wanted) {
        browser.until(wanted, "document.getElementById('state').dataset.state === '" + wanted + "'");
    }

    private static String outcome() {
        return (String) browser.evaluate("document.getElementById('said').dataset.outcome");
    }

    private static String text(String selector) {
        return (String) browser.evaluate("document.querySelector('" + selector + "').innerText");
    }

    private static int count(String selector) {
        return ((Number) browser.evaluate("document.querySelectorAll('" + selector + "').length")).intValue();
    }

    private static String stored(String name) {
        return (String) browser.evaluate("JSON.parse(localStorage.wxauth).v1." + name);
    }

    private static List<String> messages() {
        String lines = (String) browser.evaluate("""
                [...document.querySelectorAll('#messages li')]
                  .map(({ dataset, textContent }) => `${dataset.from}>${dataset.to} ${dataset.kind} ${textContent}`)
                  .join('\\n')
                """);
        return lines.lines().toList();
    }
}
