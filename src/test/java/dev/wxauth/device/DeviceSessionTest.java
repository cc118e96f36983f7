package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Device;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import dev.wxauth.support.TestSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a session of another device is, may do, and may not. */
class DeviceSessionTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private final HttpCaller http = service.http(1);
    private final SessionCaller sessions = new SessionCaller(http);
    private Phone alice;
    private Device device;
    private JsonObject tokens;

    @BeforeEach
    void letIn() {
        device = Device.asks(service.http(), "device", "Chrome");
        alice = Phone.login(service, "alice");
        alice.letIn(device);
        tokens = device.poll().json();
    }

    private String access() {
        return tokens.getString("access_token");
    }

    private String skey() {
        return tokens.getString("refresh_token");
    }

    @Test
    void itsTokenNamesTheClientAndTheApp() {
        JsonObject claims = claims(access());
        assertThat(claims.getString("client_id")).isEqualTo(TestSettings.PUBLIC_ID);
        assertThat(claims.getString("appid")).isEqualTo(TestSettings.APPID);
        assertThat(claims(alice.tokens().getString("access_token")).containsKey("appid"))
                .isFalse();
    }

    private static JsonObject claims(String token) {
        return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1])));
    }

    @Test
    void introspectionAndTheGatewayAreToldTheClient() {
        for (String credential : new String[] {access(), skey()}) {
            JsonObject told = sessions.introspect(credential).json();
            assertThat(told.getBoolean("active")).isTrue();
            assertThat(told.getString("client_id")).isEqualTo(TestSettings.PUBLIC_ID);
            assertThat(told.getString("appid")).isEqualTo(TestSettings.APPID);
            Reply verified = sessions.verify(credential);
            assertThat(verified.header("X-Auth-Client")).isEqualTo(TestSettings.PUBLIC_ID);
            assertThat(verified.header("X-Auth-Appid")).isEqualTo(TestSettings.APPID);
        }
        assertThat(sessions.verify(alice.tokens().getString("skey")).header("X-Auth-Client"))
                .isNull();
    }

    @Test
    void itStandsInTheUsersListWithItsClient() {
        JsonArray list =
                sessions.sessions(alice.tokens().getString("skey")).json().getJsonArray("sessions");
        assertThat(list).hasSize(2);
        JsonObject newest = list.getJsonObject(0);
        assertThat(newest.getString("session_id")).isEqualTo(tokens.getString("session_id"));
        assertThat(newest.getString("client_id")).isEqualTo(TestSettings.PUBLIC_ID);
        assertThat(newest.getString("device")).isEqualTo("Chrome");
        assertThat(list.getJsonObject(1).containsKey("client_id")).isFalse();
        JsonObject user = http.get(
                        "/auth/users/" + TestSettings.APPID + "/" + tokens.getString("openid"),
                        "Authorization",
                        ServiceExtension.client())
                .json();
        assertThat(user.getJsonArray("sessions").getJsonObject(0).getString("client_id"))
                .isEqualTo(TestSettings.PUBLIC_ID);
    }

    @Test
    void itMayDoWhatIsNoneOfTheMiniProgramsAlone() {
        for (String path : new String[] {"/auth/session", "/auth/sessions", "/auth/profile"}) {
            assertThat(http.get(path, "Authorization", "Bearer " + access()).status())
                    .as(path)
                    .isEqualTo(200);
        }
        JsonObject profile = new JsonObject().put("nickName", "Ada");
        assertThat(http.putJson("/auth/profile", profile, "Authorization", "Bearer " + access())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void itMayNotDoWhatIsTheMiniProgramsAlone() {
        JsonObject ticket = new JsonObject().put("ticket", "A".repeat(22)).put("user_code", "BCDF-GHJK");
        Map<String, JsonObject> refused = Map.of(
                "/auth/decrypt", new JsonObject().put("encryptedData", "AAAA").put("iv", "AAAA"),
                "/auth/phone", new JsonObject().put("code", "a".repeat(64)),
                "/auth/session-key/check", new JsonObject(),
                "/auth/device/scan", ticket.copy().put("scene", 1011),
                "/auth/device/approve", ticket,
                "/auth/device/deny", ticket,
                "/auth/logout", new JsonObject().put("everywhere", true));
        for (String credential : new String[] {access(), skey()}) {
            refused.forEach((path, body) -> {
                Reply reply = http.postJson(path, body, "Authorization", "Bearer " + credential);
                assertThat(reply.status()).as(path).isEqualTo(403);
                assertThat(reply.error()).isEqualTo("insufficient_scope");
            });
            JsonObject signed = new JsonObject().put("rawData", "{}").put("signature", "a".repeat(40));
            assertThat(http.putJson("/auth/profile", signed, "Authorization", "Bearer " + credential)
                            .status())
                    .isEqualTo(403);
            assertThat(sessions.delete(alice.tokens().getString("session_id"), credential)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(http.postJson(
                                "/auth/logout",
                                new JsonObject().put("skey", skey()).put("everywhere", true))
                        .status())
                .isEqualTo(403);
        assertThat(sessions.isActive(alice.tokens().getString("access_token"))).isTrue();
        assertThat(sessions.isActive(access())).isTrue();
    }

    @Test
    void itMayEndItself() {
        assertThat(sessions.delete(tokens.getString("session_id"), access()).status())
                .isEqualTo(204);
        assertThat(sessions.isActive(access())).isFalse();
        assertThat(device.poll().error()).isEqualTo("invalid_grant");
        assertThat(sessions.isActive(alice.tokens().getString("access_token"))).isTrue();
    }

    @Test
    void theUserAndServicesMayEndIt() {
        assertThat(sessions.delete(
                                tokens.getString("session_id"), alice.tokens().getString("access_token"))
                        .status())
                .isEqualTo(204);
        assertThat(sessions.isActive(skey())).isFalse();
        Device second = Device.asks(service.http());
        alice.letIn(second);
        String token = second.poll().json().getString("access_token");
        assertThat(sessions.revoke(token).status()).isEqualTo(200);
        assertThat(sessions.isActive(token)).isFalse();
    }

    @Test
    void aRefreshFollowsTheRulesOfSkeys() {
        String key = UUID.randomUUID().toString();
        Reply rotated = device.refresh(skey(), "Idempotency-Key", key);
        assertThat(rotated.status()).isEqualTo(200);
        String next = rotated.json().getString("refresh_token");
        assertThat(next).isNotEqualTo(skey());
        assertThat(rotated.json().getString("session_id")).isEqualTo(tokens.getString("session_id"));
        assertThat(rotated.json().getInteger("refresh_token_expires_in")).isBetween(43_100, 43_200);
        assertThat(device.at(http).refresh(skey()).json().getString("refresh_token"))
                .isEqualTo(next);
        new StoredSessions(service.redisView()).age(tokens, Duration.ofSeconds(61));
        assertThat(device.refresh(skey(), "Idempotency-Key", key).json().getString("refresh_token"))
                .isEqualTo(next);
        assertThat(sessions.introspect(next).json().getString("client_id")).isEqualTo(TestSettings.PUBLIC_ID);
        assertThat(device.at(http).refresh(skey()).error()).isEqualTo("invalid_grant");
        assertThat(sessions.isActive(next)).isFalse();
        assertThat(sessions.isActive(alice.tokens().getString("skey"))).isTrue();
    }

    @Test
    void aRefreshIsBoundToItsClientBothWays() {
        assertThat(sessions.refresh(skey()).error()).isEqualTo("invalid_grant");
        assertThat(device.refresh(alice.tokens().getString("skey")).error()).isEqualTo("invalid_grant");
        String form = HttpCaller.form("grant_type", "refresh_token", "refresh_token", skey());
        String site = HttpCaller.basic(TestSettings.SITE_ID, TestSettings.SITE_SECRET);
        assertThat(http.postForm("/auth/token", form, "Authorization", site).error())
                .isEqualTo("invalid_grant");
        assertThat(sessions.isActive(skey())).isTrue();
        assertThat(sessions.isActive(alice.tokens().getString("skey"))).isTrue();
        assertThat(device.refresh(skey()).status()).isEqualTo(200);
    }

    @Test
    void itLivesAsLongAsIsSetForIt() {
        StoredSessions stored = new StoredSessions(service.redisView());
        stored.age(tokens, Duration.ofHours(11));
        assertThat(device.refresh(skey()).json().getInteger("refresh_token_expires_in"))
                .isBetween(43_100, 43_200);
        stored.age(tokens, Duration.ofDays(6).plusHours(12));
        assertThat(sessions.isActive(access())).isFalse();
        assertThat(device.refresh(skey()).error()).isEqualTo("invalid_grant");
    }

    @Test
    void itCountsAmongTheUsersSessions() {
        for (int i = 0; i < 20; i++) {
            service.login("alice");
        }
        assertThat(sessions.isActive(access())).isFalse();
        String last = service.login("alice").getString("skey");
        Device late = Device.asks(service.http());
        Phone.holding(service.http(), service.login("alice")).letIn(late);
        assertThat(late.poll().status()).isEqualTo(200);
        assertThat(sessions.sessions(last).json().getJsonArray("sessions")).hasSize(20);
        assertThat(service.redisView().call("HKEYS", StoredSessions.key(tokens)).toString())
                .doesNotContain("@c" + tokens.getString("session_id"));
    }
}
