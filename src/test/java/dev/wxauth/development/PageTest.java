package dev.wxauth.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each button of the page's phone, pressed in a real browser: what it does is seen in the picture. */
@EnabledIf(value = "dev.wxauth.support.Browser#isInstalled", disabledReason = "there is no Chromium")
class PageTest {
    @RegisterExtension
    static final WatchedPage page = new WatchedPage();

    @Test
    void aLoginIsSeenFromCodeToTokens() {
        page.press("login");
        assertThat(page.messages())
                .containsSubsequence(
                        "phone>wechat ask wx.login()",
                        "wechat>phone answer code",
                        "phone>wxauth ask POST /auth/login",
                        "wxauth>wechat ask jscode2session",
                        "wechat>wxauth answer session_key, openid, unionid",
                        "wxauth>phone answer 200")
                .anyMatch(message -> message.startsWith("wxauth>redis exchange claim-key → "))
                .anyMatch(message -> message.startsWith("wxauth>redis exchange session-create → "));
        assertThat(page.text("#token-view")).contains("ES256", "client_id", "left");
        assertThat(page.text("#stored-view")).contains("wxauth:{", "}:s", "}:k", "left");
    }

    @Test
    void aRefreshNeedsNoWeChat() {
        page.press("refresh");
        assertThat(page.messages())
                .containsSubsequence("phone>wxauth ask POST /auth/refresh", "wxauth>phone answer 200")
                .noneMatch(message -> message.contains("wechat"));
    }

    @Test
    void aQuestionIsAskedWithTheToken() {
        page.press("ask");
        assertThat(page.messages())
                .containsSubsequence("phone>wxauth ask GET /auth/session", "wxauth>phone answer 200");
        page.browser().evaluate("document.querySelector('#messages .label').click()");
        assertThat(page.text("#detail")).contains("GET /auth/session", "\"Authorization\": \"Bearer ", "…");
    }

    @Test
    void whoLogsOutStaysOut() {
        page.press("logout");
        assertThat(page.messages())
                .containsSubsequence("phone>wxauth ask POST /auth/logout", "wxauth>phone answer 204");
        page.state("logged_out");
        page.press("login");
        page.state("logged_in");
    }

    @Test
    void theLanguageIsSwitched() {
        String english = page.text("body");
        page.press("language");
        String chinese = page.text("body");
        assertThat(chinese).contains("登录", "网站", "用小程序登录", "刷新", "丢失回答", "窃取 skey", "冻结 Redis", "微信", "已登录");
        assertThat(english)
                .contains("Log in", "Lose the answer", "Freeze Redis", "WeChat")
                .doesNotContain("登录");
        assertThat(page.browser().evaluate("document.documentElement.lang")).isEqualTo("zh-CN");
        page.press("language");
        assertThat(page.text("h1")).isEqualTo("wxauth at work");
    }

    @Test
    void noSecretReachesThePage() {
        page.press("login");
        page.press("refresh");
        page.press("lose");
        page.press("app-secret");
        page.repeat("a login works", "login", () -> page.outcome().equals("ok"));
        String seen = (String) page.browser().evaluate("events.join('\\n') + document.body.innerText");
        List<String> tokens = List.of(page.stored("skey"), page.stored("token"));
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
        page.press("site-begin");
        page.press("scan");
        // Its name is Chinese, and machines that build may have no letters for that.
        page.browser().evaluate("document.getElementById('language').style.visibility = 'hidden'");
        Path picture = page.browser().screenshot(Path.of("target/page.png"));
        page.browser().dark(true);
        Path dark = page.browser().screenshot(Path.of("target/page-dark.png"));
        page.browser().dark(false);
        assertThat(Files.size(picture)).isBetween(20_000L, 200_000L);
        assertThat(Files.size(dark)).isBetween(20_000L, 200_000L);
    }
}
