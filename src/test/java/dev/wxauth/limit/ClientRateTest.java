package dev.wxauth.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Front;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A login a minute and address, so that a server may bring ten. */
class ClientRateTest {
    private static final String PORTAL = HttpCaller.basic("portal", "portal-secret");

    @RegisterExtension
    static final ServiceExtension service = Front.serving()
            .with("WXAUTH_RATE_LIMIT", "1")
            .with(
                    "WXAUTH_CLIENTS",
                    TestSettings.CLIENT_ID + ":" + TestSettings.CLIENT_SECRET + ":login,portal:portal-secret:login")
            .instances(2);

    @Test
    void aServerIsCountedByItsIdOverAllPodsAndNotByItsAddress() {
        Front website = Front.website(service);
        for (int i = 0; i < 10; i++) {
            website.login("user" + i, i % 2);
        }
        String code = website.code("late");
        assertThat(website.exchange(code, 0, "Authorization", ServiceExtension.client())
                        .status())
                .isEqualTo(429);
        assertThat(website.exchange(code, 1, "Authorization", PORTAL).status())
                .as("another client is counted apart, and the code was not spent")
                .isEqualTo(200);
        assertThat(Front.miniProgram(service).login("alice"))
                .as("the address has not logged in yet")
                .isNotNull();
    }

    @Test
    void whoIsNotLetInCountsForNobody() {
        Front website = Front.website(service);
        for (int i = 0; i < 12; i++) {
            assertThat(website.exchange("code", 0).status()).isEqualTo(401);
        }
        assertThat(website.login("alice")).isNotNull();
    }

    @Test
    void whoIsLimitedIsCountedForTheAppThatItIsAbout() {
        double website = limited(Front.WEBSITE, "website");
        double miniProgram = limited(TestSettings.APPID, "miniprogram");
        double none = limited("other", "other");
        double all = allLimited();
        for (int i = 0; i < 12; i++) {
            Front.website(service).exchange("code", 0, "Authorization", PORTAL);
        }
        for (String appid : List.of(TestSettings.APPID, TestSettings.APPID, "wxnobody")) {
            service.http()
                    .postJson(
                            "/auth/login", new JsonObject().put("appid", appid).put("code", "x"));
        }
        assertThat(limited(Front.WEBSITE, "website") - website).isEqualTo(2);
        assertThat(limited(TestSettings.APPID, "miniprogram") - miniProgram).isEqualTo(1);
        assertThat(limited("other", "other") - none).isEqualTo(1);
        assertThat(allLimited() - all).isEqualTo(4);
    }

    private static double limited(String appid, String kind) {
        return Scrape.of(service).sum("wxauth_logins_total", "appid=" + appid, "kind=" + kind, "result=limited");
    }

    private static double allLimited() {
        return Scrape.of(service).sum("wxauth_rate_limited_total", "limit=login");
    }
}
