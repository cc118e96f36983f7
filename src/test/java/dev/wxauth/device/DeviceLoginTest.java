package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Device;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Phone;
import dev.wxauth.support.RedisDump;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A device asks, the user scans and agrees, the device is in. */
class DeviceLoginTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private final SessionCaller sessions = new SessionCaller(service.http(1));

    @Test
    void aDeviceIsToldItsCodes() {
        JsonObject codes = Device.asks(service.http()).codes();
        assertThat(codes.getString("verification_uri")).isEqualTo("https://auth.example.com/d");
        assertThat(codes.getString("verification_uri_complete"))
                .matches("https://auth\\.example\\.com/d/[A-Za-z0-9_-]{22}");
        assertThat(codes.getInteger("expires_in")).isEqualTo(120);
        assertThat(codes.getInteger("interval")).isEqualTo(3);
    }

    @Test
    void theUserSeesWhoAsks() {
        Device device = Device.asks(service.http(), "device", "Chrome on Windows");
        JsonObject asked = Phone.login(service, "alice").scan(device).json();
        assertThat(asked.getString("ticket")).isEqualTo(device.ticket());
        assertThat(asked.getString("client_id")).isEqualTo(TestSettings.PUBLIC_ID);
        assertThat(asked.getString("device")).isEqualTo("Chrome on Windows");
        assertThat(asked.getString("user_code")).isEqualTo(device.userCode());
        assertThat(asked.getInteger("expires_in")).isBetween(100, 120);
        assertThat(asked.getBoolean("same_network")).isTrue();
        assertThat(asked.getBoolean("live")).isTrue();
    }

    @Test
    void aDeviceIsLetInByWhicheverPod() {
        Device device = Device.asks(service.http(), "device", "Chrome");
        assertThat(device.at(service.http(1)).poll().error()).isEqualTo("authorization_pending");
        Phone alice = Phone.login(service, "alice");
        assertThat(alice.at(service.http(1)).scan(device).status()).isEqualTo(200);
        assertThat(alice.approve(device).status()).isEqualTo(204);
        Reply reply = device.poll();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.json().getString("openid")).isEqualTo(alice.tokens().getString("openid"));
        assertThat(reply.json().getInteger("refresh_token_expires_in")).isBetween(43_100, 43_200);
        assertThat(sessions.isActive(reply.json().getString("access_token"))).isTrue();
        assertThat(sessions.isActive(reply.json().getString("refresh_token"))).isTrue();
    }

    @Test
    void theSameCodeGivesTheSameAnswerOnBothPods() {
        Device device = Device.asks(service.http());
        Phone.login(service, "alice").letIn(device);
        JsonObject first = device.poll().json();
        JsonObject second = device.at(service.http(1)).poll().json();
        assertThat(second.getString("access_token")).isEqualTo(first.getString("access_token"));
        assertThat(second.getString("refresh_token")).isEqualTo(first.getString("refresh_token"));
        assertThat(second.getString("session_id")).isEqualTo(first.getString("session_id"));
    }

    @Test
    void aUserMayDecline() {
        Device device = Device.asks(service.http());
        Phone alice = Phone.login(service, "alice");
        alice.scan(device);
        assertThat(alice.deny(device).status()).isEqualTo(204);
        assertThat(alice.deny(device).status()).isEqualTo(204);
        assertThat(alice.approve(device).status()).isEqualTo(409);
        assertThat(device.poll().error()).isEqualTo("access_denied");
    }

    @Test
    void aConfidentialClientLetsItsUsersIn() {
        String site = HttpCaller.basic(TestSettings.SITE_ID, TestSettings.SITE_SECRET);
        Reply codes = service.http()
                .postForm("/auth/device_authorization", "client_address=203.0.113.7", "Authorization", site);
        assertThat(codes.status()).isEqualTo(200);
        String ticket = codes.json().getString("verification_uri_complete").replaceFirst(".*/", "");
        Phone alice = Phone.login(service, "alice");
        assertThat(alice.scan(ticket, 1047).json().getBoolean("same_network")).isFalse();
        JsonObject approval = new JsonObject()
                .put("ticket", ticket)
                .put(
                        "user_code",
                        codes.json()
                                .getString("user_code")
                                .toLowerCase(Locale.ROOT)
                                .replace('-', ' '));
        assertThat(alice.post("approve", approval).status()).isEqualTo(204);
        String form = HttpCaller.form(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "device_code",
                codes.json().getString("device_code"),
                "client_id",
                TestSettings.SITE_ID);
        Reply tokens = service.http(1).postForm("/auth/token", form, "Authorization", site);
        assertThat(tokens.status()).isEqualTo(200);
        JsonObject told =
                sessions.introspect(tokens.json().getString("access_token")).json();
        assertThat(told.getString("client_id")).isEqualTo(TestSettings.SITE_ID);
        assertThat(told.getString("appid")).isEqualTo(TestSettings.APPID);
    }

    @Test
    void noCodeCanBeReadInRedis() {
        Device device = Device.asks(service.http(), "device", "Chrome");
        Phone alice = Phone.login(service, "alice");
        alice.letIn(device);
        String openid = alice.tokens().getString("openid");
        JsonObject tokens = device.poll().json();
        assertThat(new RedisDump(service.redisView()).texts())
                .filteredOn(text -> !text.equals(TestSettings.APPID + " " + openid))
                .noneMatch(text -> text.contains(device.deviceCode())
                        || text.contains(device.ticket())
                        || text.contains(device.userCode())
                        || text.contains(device.userCode().replace("-", ""))
                        || text.contains(openid)
                        || text.contains(tokens.getString("refresh_token")));
    }
}
