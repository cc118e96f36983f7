package dev.wxauth.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What befalls the phone from outside, by the page's buttons, and how the client library gets over it. */
@EnabledIf(value = "dev.wxauth.support.Browser#isInstalled", disabledReason = "there is no Chromium")
class PageWorldTest {
    @RegisterExtension
    static final WatchedPage page = new WatchedPage();

    @Test
    void aLostAnswerIsAskedForOnceMoreAndNobodyIsLoggedOut() {
        page.press("lose");
        assertThat(page.messages())
                .containsSubsequence(
                        "phone>wxauth ask POST /auth/refresh",
                        "wxauth>phone lost 200",
                        "phone>wxauth ask POST /auth/refresh",
                        "wxauth>phone answer 200");
        assertThat(page.outcome()).isEqualTo("ok");
        page.state("logged_in");
    }

    @Test
    void whoIsLoggedOutElsewhereIsLoggedInAnewSilently() {
        page.press("elsewhere");
        assertThat(page.messages())
                .containsSubsequence("other>wxauth ask POST /auth/logout", "wxauth>other answer 204");
        page.press("ask");
        assertThat(page.messages())
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
        page.press("steal");
        assertThat(page.messages())
                .containsSubsequence("other>wxauth ask POST /auth/refresh", "wxauth>other answer 200");
        page.press("refresh");
        assertThat(page.outcome()).isEqualTo("ok");
        page.press("login");
        page.press("steal");
        Thread.sleep(WatchedPage.GRACE.plusMillis(500).toMillis());
        page.press("refresh");
        assertThat(page.messages())
                .containsSubsequence(
                        "wxauth>other answer 200",
                        "phone>wxauth ask POST /auth/refresh",
                        "wxauth>phone refusal 400 invalid_grant",
                        "phone>wxauth ask POST /auth/login",
                        "wxauth>phone answer 200");
        page.state("logged_in");
    }

    @Test
    void theSigningKeyChangesAndTheOldTokenStaysGood() {
        String before = page.text("#token-view");
        page.press("signing-key");
        page.press("ask");
        assertThat(page.outcome()).isEqualTo("ok");
        page.repeat(
                "the new key signs", "refresh", () -> !page.text("#token-view").contains(kid(before)));
        assertThat(page.messages()).contains("other>wxauth ask new signing key");
    }

    private static String kid(String token) {
        return token.replaceFirst("(?s).*kid\\s+(\\S+).*", "$1");
    }

    @ParameterizedTest
    @CsvSource({"master-key, wxauth, master key", "app-secret, wechat, AppSecret"})
    void aSecretIsRotatedAndLoginsGoOn(String button, String told, String name) {
        page.press(button);
        assertThat(page.messages()).contains("other>" + told + " ask new " + name);
        page.repeat("a login works", "login", () -> page.outcome().equals("ok"));
    }

    @ParameterizedTest
    @CsvSource({
        "40029, errcode 40029, 400 invalid_grant, invalid_grant",
        "40226, errcode 40226, 403 access_denied, access_denied",
        "40125, errcode 40125, 500 server_error, server_error"
    })
    void weChatFailsAsItIsTold(String errcode, String said, String answered, String outcome) {
        tellWeChat(errcode);
        assertThat(page.messages())
                .containsSubsequence("wechat>wxauth refusal " + said, "wxauth>phone refusal " + answered);
        assertThat(page.outcome()).isEqualTo(outcome);
        tellWeChat("calm");
        assertThat(page.outcome()).isEqualTo("ok");
    }

    private static void tellWeChat(String errcode) {
        page.browser().evaluate("document.getElementById('errcode').value = '" + errcode + "'");
        page.press("wechat");
    }

    @Test
    void aFrozenRedisIsAnsweredForAndThaws() {
        page.press("freeze");
        page.click("ask");
        Await.until(
                "the phone is answered",
                Duration.ofSeconds(20),
                () -> page.messages().contains("wxauth>phone refusal 503 temporarily_unavailable"));
        page.browser().until("a question has no answer", "document.querySelector('#messages .unanswered')");
        assertThat(page.text("#stored-view")).contains("frozen");
        page.press("thaw");
        page.done("ask");
        page.browser()
                .until(
                        "Redis is shown again",
                        "document.querySelector('#stored-view').textContent.includes('wxauth:{')");
        page.press("ask");
        assertThat(page.outcome()).isEqualTo("ok");
    }
}
