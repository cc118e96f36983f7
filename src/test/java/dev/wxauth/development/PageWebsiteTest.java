package dev.wxauth.development;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import dev.wxauth.support.Front;
import dev.wxauth.support.TestSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A website, whose user comes in by the page's phone or by WeChat, in a real browser. */
@EnabledIf(value = "dev.wxauth.support.Browser#isInstalled", disabledReason = "there is no Chromium")
class PageWebsiteTest {
    @RegisterExtension
    static final WatchedPage page = new WatchedPage();

    @Test
    void whoScansAndAgreesIsLoggedInOnTheWebsite() {
        page.press("site-begin");
        page.press("scan");
        assertThat(page.text("#asked"))
                .contains("shop", "asks to log in", page.text("#user-code"), "In the same network");
        page.press("agree");
        website("in");
        assertThat(page.messages())
                .containsSubsequence(
                        "website>wxauth ask POST /auth/device_authorization",
                        "wxauth>website answer 200",
                        "website>phone ask QR code, scene 1011",
                        "phone>wxauth ask POST /auth/device/scan",
                        "wxauth>phone answer 200",
                        "phone>wxauth ask POST /auth/device/approve",
                        "wxauth>phone answer 204",
                        "website>wxauth ask POST /auth/token",
                        "wxauth>website answer 200",
                        "website>wxauth ask POST /auth/introspect");
        assertThat(page.text("#site-who")).contains(openid());
        itsSessionGoesOnAndEndsApartFromThePhones();
    }

    private static void itsSessionGoesOnAndEndsApartFromThePhones() {
        page.press("clear");
        page.press("site-refresh");
        assertThat(page.messages())
                .containsSubsequence("website>wxauth ask POST /auth/token", "wxauth>website answer 200");
        website("in");
        page.press("site-logout");
        assertThat(page.messages())
                .containsSubsequence("website>wxauth ask POST /auth/logout", "wxauth>website answer 204");
        website("out");
        page.press("ask");
        assertThat(page.messages()).contains("wxauth>phone answer 200").noneMatch(text -> text.contains("refusal"));
    }

    @Test
    void whoDeclinesGivesNothingAndBothAnswersWeighTheSame() {
        page.press("site-begin");
        page.press("scan");
        assertThat(look("agree")).isEqualTo(look("decline"));
        page.press("decline");
        website("out");
        assertThat(page.text("#site-said")).contains("declined");
        assertThat(page.messages())
                .containsSubsequence(
                        "phone>wxauth ask POST /auth/device/deny", "wxauth>website refusal 400 access_denied");
    }

    private static String look(String button) {
        return (String) page.browser().evaluate("""
                (button => [button.offsetWidth, button.offsetHeight, getComputedStyle(button).background].join(' '))
                (document.getElementById('do-%s'))
                """.formatted(button));
    }

    @Test
    void aPictureThatWasSentIsRefusedAndItIsSaidWhy() {
        page.press("site-begin");
        page.press("scan-picture");
        assertThat(page.outcome()).isEqualTo("access_denied");
        assertThat(page.text("#said")).contains("Scan the other screen itself");
        assertThat(page.text("#hint")).contains("1012", "403", "phisher");
        assertThat(page.messages())
                .containsSubsequence("website>phone ask QR code, scene 1012", "wxauth>phone refusal 403 access_denied");
        page.press("scan");
        assertThat(page.outcome()).isEqualTo("ok");
    }

    @Test
    void whoScansFirstOwnsTheCode() {
        page.press("site-begin");
        page.press("scan");
        page.press("scan-too");
        assertThat(page.messages()).contains("wxauth>other refusal 404 not_found");
    }

    @Test
    void whoScansSecondIsToldThatItIsOfNoUse() {
        page.press("site-begin");
        page.press("scan-too");
        page.press("scan");
        assertThat(page.outcome()).isEqualTo("not_found");
        assertThat(page.text("#said")).contains("no use any more");
    }

    @Test
    void theCodeIsReadOffTheScreenInTheDarkToo() throws Exception {
        page.press("site-begin");
        assertThat(seen()).isEqualTo(shown("address"));
        page.browser().dark(true);
        assertThat(seen()).isEqualTo(shown("address"));
        page.browser().dark(false);
    }

    private static String seen() throws IOException, NotFoundException {
        BufferedImage screen = ImageIO.read(
                page.browser().screenshot(Path.of("target/page-code.png")).toFile());
        int width = screen.getWidth();
        int[] pixels = screen.getRGB(0, 0, width, screen.getHeight(), null, 0, width);
        RGBLuminanceSource light = new RGBLuminanceSource(width, screen.getHeight(), pixels);
        return new QRCodeMultiReader().decodeMultiple(new BinaryBitmap(new HybridBinarizer(light)))[0].getText();
    }

    @Test
    void onePersonOnTwoFronts() {
        page.press("site-by-wechat");
        website("in");
        assertThat(page.messages())
                .containsSubsequence(
                        "website>wechat ask qrconnect",
                        "wechat>website answer code",
                        "website>wxauth ask POST /auth/login",
                        "wxauth>wechat ask access_token",
                        "wxauth>website answer 200");
        assertThat(page.text("#site-who"))
                .contains("mini program " + TestSettings.APPID + " " + openid(), "website " + Front.WEBSITE);
        page.press("site-end-person");
        website("out");
        assertThat(page.text("#site-said")).contains("has ended");
        page.press("ask");
        assertThat(page.messages())
                .containsSubsequence(
                        "wxauth>website answer 204",
                        "wxauth>phone refusal 401 invalid_token",
                        "wxauth>phone refusal 400 invalid_grant",
                        "phone>wxauth ask POST /auth/login");
    }

    @Test
    void noSecretReachesTheBrowser() {
        page.press("site-begin");
        page.press("scan");
        page.press("agree");
        website("in");
        page.press("site-refresh");
        page.press("site-logout");
        page.press("site-by-wechat");
        page.press("site-refresh");
        assertThat((String) page.browser().evaluate("events.join('\\n')"))
                .contains(
                        "\"device_code\":\"",
                        "\"user_code\":\"•••\"",
                        "\"verification_uri_complete\":\"",
                        "\"Basic …\"")
                .doesNotContain(TestSettings.CLIENT_SECRET)
                .doesNotContainPattern("\"(device_code|ticket|token|access_token|refresh_token|skey|code)\":\"[^\"]{8}")
                .doesNotContainPattern("\"user_code\":\"[^•]")
                .doesNotContainPattern("/d/[\\w-]");
        assertThat(page.browser().evaluate("document.cookie")).isEqualTo("");
        assertThat(page.browser().evaluate("fetch('website/show', { method: 'POST' }).then(answer => answer.text())"))
                .asString()
                .contains("\"state\":\"in\"")
                .doesNotContain("token", "skey");
    }

    private static void website(String state) {
        page.browser()
                .until(
                        "the website is " + state,
                        "document.getElementById('website').dataset.state === '" + state + "'");
    }

    private static String openid() {
        return page.text("#who").lines().findFirst().orElseThrow();
    }

    private static Object shown(String name) {
        return page.browser()
                .evaluate("fetch('website/show', { method: 'POST' }).then(answer => answer.json()).then(site => site."
                        + name + ")");
    }
}
