package dev.wxauth.limit;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three logins a minute and address, over two pods behind a proxy on the loopback address. */
class LoginRateTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_RATE_LIMIT", "3")
            .with("WXAUTH_TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8")
            .instances(2);

    @Test
    void theFourthLoginIsRefusedUntilTheMinuteIsOver() {
        exhaust("192.0.2.1");
        String code = code();
        Reply refused = login(0, code, "192.0.2.1");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.error()).isEqualTo("rate_limited");
        assertThat(refused.json().containsKey("wechat_errcode")).isFalse();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(service.wechat().calls("/sns/jscode2session")).isEqualTo(3);
        assertThat(login(0, code, "192.0.2.2").status())
                .as("the code was not spent")
                .isEqualTo(200);
    }

    @Test
    void theWindowEndsByItselfInRedis() {
        exhaust("192.0.2.1");
        assertThat(service.redisView().call("PTTL", "wxauth:rate:192.0.2.1").toLong())
                .isBetween(1L, 60_000L);
        service.redisView().call("DEL", "wxauth:rate:192.0.2.1");
        assertThat(login(0, code(), "192.0.2.1").status()).isEqualTo(200);
    }

    @Test
    void allPodsCountTogether() {
        assertThat(login(0, code(), "192.0.2.1").status()).isEqualTo(200);
        assertThat(login(1, code(), "192.0.2.1").status()).isEqualTo(200);
        assertThat(login(0, code(), "192.0.2.1").status()).isEqualTo(200);
        assertThat(login(1, code(), "192.0.2.1").status()).isEqualTo(429);
        assertThat(login(0, code(), "192.0.2.1").status()).isEqualTo(429);
    }

    @Test
    void whatIsRefusedCountsToo() {
        for (int i = 0; i < 3; i++) {
            assertThat(login(0, "not a code", "192.0.2.1").status()).isEqualTo(400);
        }
        assertThat(login(0, code(), "192.0.2.1").status()).isEqualTo(429);
    }

    @Test
    void repeatsCountToo() {
        JsonObject body = new JsonObject().put("code", code());
        for (int i = 0; i < 3; i++) {
            assertThat(repeat(body).status()).isEqualTo(200);
        }
        assertThat(repeat(body).status()).isEqualTo(429);
    }

    @Test
    void whatAClientInventsOnTheLeftDoesNotHelp() {
        exhaust("192.0.2.1");
        assertThat(login(0, code(), "198.51.100.1, 192.0.2.1").status()).isEqualTo(429);
        assertThat(login(0, code(), "10.9.9.9, 192.0.2.1").status()).isEqualTo(429);
        assertThat(login(0, code(), "nonsense, 192.0.2.1").status()).isEqualTo(429);
    }

    @Test
    void trustedProxiesOnTheRightArePassedOver() {
        exhaust("192.0.2.1");
        assertThat(login(0, code(), "192.0.2.1, 10.1.2.3").status()).isEqualTo(429);
        assertThat(login(0, code(), "192.0.2.1,10.1.2.3 , 127.0.0.2").status()).isEqualTo(429);
        assertThat(login(0, code(), "192.0.2.1:4711").status()).isEqualTo(429);
        assertThat(login(0, code(), "::ffff:192.0.2.1").status()).isEqualTo(429);
        assertThat(login(0, code(), "192.0.2.1, 192.0.2.2").status())
                .as("the rightmost that is no proxy of ours")
                .isEqualTo(200);
    }

    @Test
    void severalHeadersAreReadAsOne() {
        exhaust("192.0.2.1");
        Reply reply = service.http()
                .postJson(
                        "/auth/login",
                        new JsonObject().put("code", code()),
                        "X-Forwarded-For",
                        "198.51.100.1",
                        "X-Forwarded-For",
                        "192.0.2.1, 10.1.2.3");
        assertThat(reply.status()).isEqualTo(429);
    }

    @Test
    void ipv6CountsByItsFirst64Bits() {
        exhaust("2001:db8:0:1::1");
        assertThat(login(0, code(), "2001:db8:0:1:ffff::2").status()).isEqualTo(429);
        assertThat(login(0, code(), "[2001:db8:0:1::3]:443").status()).isEqualTo(429);
        assertThat(login(0, code(), "2001:db8:0:2::1").status()).isEqualTo(200);
    }

    private static void exhaust(String address) {
        for (int i = 0; i < 3; i++) {
            assertThat(login(0, code(), address).status()).isEqualTo(200);
        }
    }

    private static String code() {
        return service.wechat().code(APPID, "alice");
    }

    private static Reply login(int instance, String code, String forwardedFor) {
        return service.http(instance)
                .postJson("/auth/login", new JsonObject().put("code", code), "X-Forwarded-For", forwardedFor);
    }

    private static Reply repeat(JsonObject body) {
        return service.http()
                .postJson(
                        "/auth/login",
                        body,
                        "X-Forwarded-For",
                        "192.0.2.1",
                        "Idempotency-Key",
                        "the-same-key-each-time");
    }
}
