package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where no address is set for the codes, there is no such thing. */
class NoDevicesTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_DEVICE_URI", "");

    @Test
    void noRouteIsThere() {
        for (String path : List.of("device_authorization", "token", "device/scan", "device/approve", "device/deny")) {
            Reply reply = new HttpCaller(service.url(0)).postForm("/auth/" + path, "client_id=web");
            assertThat(reply.status()).as(path).isEqualTo(404);
        }
        assertThat(new HttpCaller(service.url(0)).get("/d").status()).isEqualTo(404);
    }

    @Test
    void theMetadataNameNoneOfIt() {
        Set<String> names = service.http()
                .get("/.well-known/oauth-authorization-server")
                .json()
                .fieldNames();
        assertThat(names)
                .isNotEmpty()
                .doesNotContain(
                        "token_endpoint",
                        "device_authorization_endpoint",
                        "grant_types_supported",
                        "token_endpoint_auth_methods_supported");
    }

    @Test
    void theMetricsKnowNoneOfIt() {
        assertThat(service.management().get("/metrics").body())
                .contains("/auth/login")
                .doesNotContain("/auth/token")
                .doesNotContain("uri=\"/d\"");
    }
}
