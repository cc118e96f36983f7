package dev.wxauth.login;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.LogCapture;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.web.ForwardedNotice;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where no proxy is trusted a forwarding header is a client's invention. */
class UntrustedProxyTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_RATE_LIMIT", "1");

    /** The operator is told who forwards, and not every time: any client can cause it. */
    @Test
    void forwardingHeadersAreNotBelievedAndThatIsSaidOnce() {
        try (LogCapture log = LogCapture.of(ForwardedNotice.class)) {
            service.http().get("/auth/session");
            assertThat(log.messages()).isEmpty();
            service.http().get("/auth/session", "X-Forwarded-For", "192.0.2.1");
            assertThat(login("192.0.2.1")).isEqualTo(200);
            assertThat(login("192.0.2.2")).isEqualTo(429);
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("WARN", "comes from 127.0.0.1", "WXAUTH_TRUSTED_PROXIES")
                    .doesNotContain("192.0.2.");
        }
        assertThat(service.redisView().call("GET", "wxauth:rate:127.0.0.1")).hasToString("2");
    }

    private static int login(String forwardedFor) {
        JsonObject body = new JsonObject().put("code", service.wechat().code(APPID, "alice"));
        return service.http()
                .postJson("/auth/login", body, "X-Forwarded-For", forwardedFor)
                .status();
    }
}
