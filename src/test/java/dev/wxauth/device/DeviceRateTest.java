package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Device;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often devices may ask to be let in. */
class DeviceRateTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_RATE_LIMIT", "3")
            .with("WXAUTH_TRUSTED_PROXIES", "127.0.0.0/8")
            .instances(2);

    @Test
    void devicesAreCountedByAddressApartFromLogins() {
        for (int i = 0; i < 3; i++) {
            service.login("alice");
            assertThat(ask(i % 2, "client_id=web").status()).isEqualTo(200);
        }
        Reply limited = ask(0, "client_id=web");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.error()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(1, 60);
        assertThat(ask(1, "client_id=web", "X-Forwarded-For", "203.0.113.7").status())
                .isEqualTo(200);
        assertThat(service.management().get("/metrics").body())
                .containsPattern("(?m)^wxauth_rate_limited_total\\{limit=\"device\"} [1-9]");
    }

    @Test
    void repeatsAndWhatIsNoGoodCountToo() {
        IntStream.range(0, 3)
                .forEach(i -> assertThat(ask(0, "client_id=web&appid=wxnobody").status())
                        .isEqualTo(400));
        assertThat(ask(0, "client_id=web").status()).isEqualTo(429);
    }

    @Test
    void aConfidentialClientIsCountedByItsIdAtTenTimesTheNumber() {
        String site = HttpCaller.basic(TestSettings.SITE_ID, TestSettings.SITE_SECRET);
        for (int i = 0; i < 30; i++) {
            String address = "203.0.113." + i;
            assertThat(ask(i % 2, "device=x", "Authorization", site, "X-Forwarded-For", address)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(ask(0, "device=x", "Authorization", site).status()).isEqualTo(429);
        assertThat(ask(0, "client_id=web").status()).isEqualTo(200);
    }

    @Test
    void pollsAreNotCounted() {
        Device device = Device.asks(service.http());
        IntStream.range(0, 10).forEach(i -> assertThat(device.poll().status()).isEqualTo(400));
    }

    private static Reply ask(int pod, String form, String... headers) {
        return service.http(pod).postForm("/auth/device_authorization", form, headers);
    }
}
