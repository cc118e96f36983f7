package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.Device;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The flaws that logins by QR code are known for, each tried on two pods. */
class DeviceFlawsTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private final HttpCaller one = service.http(0);
    private final HttpCaller other = service.http(1);

    /** The token that is polled with stands in the QR code itself. */
    @Test
    void nothingThatIsShownCanBePolledWith() {
        Device device = Device.asks(one);
        Phone.login(service, "alice").letIn(device);
        for (String shown : List.of(
                device.ticket(),
                device.userCode(),
                "k1." + device.ticket().repeat(3).substring(0, 64))) {
            assertThat(token(other, shown).error()).isEqualTo("invalid_grant");
        }
        assertThat(device.poll().status()).isEqualTo(200);
    }

    /** A changed one is refused for its MAC alone. */
    @Test
    void aMadeUpDeviceCodeIsRefused() {
        Device device = Device.asks(one);
        String code = device.deviceCode();
        char last = code.charAt(10);
        String changed = code.substring(0, 10) + (last == 'A' ? 'B' : 'A') + code.substring(11);
        assertThat(token(one, changed).error()).isEqualTo("invalid_grant");
        assertThat(token(one, code + "A").error()).isEqualTo("invalid_grant");
        assertThat(token(one, code.replace("k1.", "k2.")).error()).isEqualTo("invalid_grant");
        assertThat(token(one, code.replace("k1.", "")).error()).isEqualTo("invalid_grant");
    }

    private static Reply token(HttpCaller http, String deviceCode) {
        return http.postForm(
                "/auth/token",
                HttpCaller.form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        deviceCode,
                        "client_id",
                        TestSettings.PUBLIC_ID));
    }

    /** The user who agrees is read from the body. */
    @Test
    void whoAgreesIsWhoseCredentialItIs() {
        Device device = Device.asks(one);
        Phone alice = Phone.login(service, "alice");
        Phone mallory = Phone.login(service, "mallory");
        mallory.scan(device);
        JsonObject approval = new JsonObject()
                .put("ticket", device.ticket())
                .put("user_code", device.userCode())
                .put("openid", alice.tokens().getString("openid"))
                .put("user", alice.tokens().getString("openid"))
                .put("session_id", alice.tokens().getString("session_id"));
        assertThat(mallory.at(other).post("approve", approval).status()).isEqualTo(204);
        assertThat(device.poll().json().getString("openid"))
                .isEqualTo(mallory.tokens().getString("openid"));
    }

    /** A code that was redeemed is revived by a second approval. */
    @Test
    void aSecondApprovalRevivesNothing() {
        Device device = Device.asks(one);
        Phone alice = Phone.login(service, "alice");
        alice.letIn(device);
        JsonObject tokens = device.poll().json();
        assertThat(alice.at(other).approve(device).status()).isEqualTo(204);
        assertThat(alice.at(other).scan(device).status()).isEqualTo(404);
        assertThat(device.at(other).poll().json().getString("session_id")).isEqualTo(tokens.getString("session_id"));
        assertThat(new SessionCaller(one)
                        .logout(tokens.getString("access_token"))
                        .status())
                .isEqualTo(204);
        assertThat(device.poll().error()).isEqualTo("invalid_grant");
        assertThat(alice.approve(device).status()).isEqualTo(204);
        assertThat(device.at(other).poll().error()).isEqualTo("invalid_grant");
    }

    /** A check that is made at the approval is skipped at the redemption. */
    @Test
    void whoLoggedOutEverywhereSinceAgreeingIsNotLetIn() {
        Device device = Device.asks(one);
        Phone alice = Phone.login(service, "alice");
        alice.letIn(device);
        alice.at(other).logOutEverywhere();
        assertThat(device.poll().error()).isEqualTo("access_denied");
        Phone again = Phone.login(service, "alice");
        assertThat(device.at(other).poll().error()).isEqualTo("access_denied");
        again.scan(device);
        again.approve(device);
        assertThat(device.poll().error()).isEqualTo("access_denied");
    }

    @Test
    void whoWasErasedOrLoggedOutByAServiceSinceAgreeingIsNotLetIn() {
        for (String path : List.of("", "/sessions")) {
            Device device = Device.asks(one);
            Phone alice = Phone.login(service, "alice");
            alice.letIn(device);
            String user =
                    "/auth/users/" + TestSettings.APPID + "/" + alice.tokens().getString("openid");
            assertThat(other.delete(user + path, "Authorization", ServiceExtension.client())
                            .status())
                    .isEqualTo(204);
            Phone.login(service, "alice");
            assertThat(device.poll().error()).isEqualTo("access_denied");
        }
    }

    @Test
    void theEndOfTheAgreeingSessionAloneDeniesNothing() {
        Device device = Device.asks(one);
        Phone alice = Phone.login(service, "alice");
        alice.letIn(device);
        assertThat(new SessionCaller(other)
                        .logout(alice.tokens().getString("skey"))
                        .status())
                .isEqualTo(204);
        JsonObject tokens = device.poll().json();
        assertThat(tokens.getString("openid")).isEqualTo(alice.tokens().getString("openid"));
        assertThat(new SessionCaller(other).isActive(tokens.getString("access_token")))
                .isTrue();
    }

    /** A second user who scans takes the request over. */
    @Test
    void aSecondUserCannotTakeARequestOver() {
        try (AuditTrail trail = new AuditTrail()) {
            Device device = Device.asks(one);
            Phone alice = Phone.login(service, "alice");
            Phone mallory = Phone.login(service, "mallory");
            alice.scan(device);
            Reply taken = mallory.at(other).scan(device);
            Reply unknown = mallory.scan("A".repeat(22), 1011);
            assertThat(taken.status()).isEqualTo(404);
            assertThat(taken.json().getString("error_description"))
                    .isEqualTo(unknown.json().getString("error_description"));
            assertThat(mallory.approve(device).status()).isEqualTo(404);
            assertThat(mallory.deny(device).status()).isEqualTo(404);
            assertThat(alice.at(other).approve(device).status()).isEqualTo(204);
            assertThat(device.poll().json().getString("openid"))
                    .isEqualTo(alice.tokens().getString("openid"));
            assertThat(trail.lines("device_refused"))
                    .extracting(line -> line.get("reason"))
                    .containsExactly("owner", "owner", "owner");
        }
    }

    @Test
    void whatNobodyScannedCannotBeDecided() {
        Device device = Device.asks(one);
        Phone alice = Phone.login(service, "alice");
        assertThat(alice.approve(device).status()).isEqualTo(404);
        assertThat(alice.deny(device).status()).isEqualTo(404);
        assertThat(device.poll().error()).isEqualTo("authorization_pending");
    }

    @Test
    void anotherUserCodeIsNotAgreedTo() {
        try (AuditTrail trail = new AuditTrail()) {
            Device device = Device.asks(one);
            Phone alice = Phone.login(service, "alice");
            alice.scan(device);
            JsonObject approval =
                    new JsonObject().put("ticket", device.ticket()).put("user_code", "BCDF-GHJK");
            assertThat(alice.post("approve", approval).status()).isEqualTo(404);
            assertThat(device.poll().error()).isEqualTo("authorization_pending");
            assertThat(trail.lines("device_refused"))
                    .extracting(line -> line.get("reason"))
                    .containsExactly("user_code");
            assertThat(trail.text()).doesNotContain(device.ticket()).doesNotContain(device.userCode());
        }
    }

    /** A picture of the code that somebody sent. */
    @Test
    void aScanThatIsNotLiveIsRefusedAndSpendsNothing() {
        try (AuditTrail trail = new AuditTrail()) {
            Device device = Device.asks(one);
            Phone mallory = Phone.login(service, "mallory");
            for (int scene : List.of(1012, 1013, 1048, 0)) {
                Reply refused = mallory.scan(device.ticket(), scene);
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.error()).isEqualTo("access_denied");
            }
            assertThat(mallory.post("scan", new JsonObject().put("ticket", device.ticket()))
                            .status())
                    .isEqualTo(403);
            assertThat(Phone.login(service, "alice").scan(device).status()).isEqualTo(200);
            assertThat(trail.lines("device_refused"))
                    .hasSize(5)
                    .allMatch(line -> line.get("reason").equals("scene"));
        }
    }

    /** A success resets the counter of guesses, or a new login does. */
    @Test
    void nothingBeginsTheCountOfTriesAnew() {
        Phone alice = Phone.login(service, "alice");
        for (int i = 0; i < 9; i++) {
            Device device = Device.asks(one);
            assertThat(alice.at(i % 2 == 0 ? one : other).scan(device).status()).isEqualTo(200);
            assertThat(alice.approve(device).status()).isEqualTo(204);
        }
        alice.logOutEverywhere();
        Phone again = Phone.login(service, "alice");
        Device device = Device.asks(one);
        assertThat(again.scan(device).status()).isEqualTo(200);
        assertThat(again.scan(device.ticket(), 1012).status()).isEqualTo(403);
        Reply limited = again.at(other).approve(device);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(1, 60);
        assertThat(Phone.login(service, "bob").scan(Device.asks(one)).status()).isEqualTo(200);
    }

    @Test
    void anotherClientGetsNothing() {
        Device device = Device.asks(one);
        Phone.login(service, "alice").letIn(device);
        String site = HttpCaller.basic(TestSettings.SITE_ID, TestSettings.SITE_SECRET);
        assertThat(device.at(other).pollAs("Authorization", site).error()).isEqualTo("invalid_grant");
        assertThat(device.poll().status()).isEqualTo(200);
    }

    @Test
    void whoeverMayNotSeeARequestLearnsNothing() {
        Phone alice = Phone.login(service, "alice");
        for (String ticket : List.of("", "x", "A".repeat(21), "A".repeat(22), "A".repeat(23), "é".repeat(22))) {
            assertThat(alice.scan(ticket, 1011).status()).as(ticket).isEqualTo(404);
        }
    }
}
