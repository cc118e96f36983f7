package dev.wxauth.login;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where no proxy is trusted a forwarding header is a client's invention. */
class UntrustedProxyTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_RATE_LIMIT", "1");

    @Test
    void forwardingHeadersAreNotBelieved() {
        assertThat(login("192.0.2.1")).isEqualTo(200);
        assertThat(login("192.0.2.2")).isEqualTo(429);
        assertThat(service.redisView().call("GET", "wxauth:rate:127.0.0.1")).hasToString("2");
    }

    private static int login(String forwardedFor) {
        JsonObject body = new JsonObject().put("code", service.wechat().code(APPID, "alice"));
        return service.http()
                .postJson("/auth/login", body, "X-Forwarded-For", forwardedFor)
                .status();
    }
}
