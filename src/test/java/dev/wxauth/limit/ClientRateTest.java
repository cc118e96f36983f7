package dev.wxauth.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Front;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
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
}
