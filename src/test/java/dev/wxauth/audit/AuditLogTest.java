package dev.wxauth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the audit trail says of a session's life, and what it never says (contract, section 8). */
class AuditLogTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private SessionCaller sessions;
    private AuditTrail audit;

    @BeforeEach
    void listen() {
        sessions = new SessionCaller(service.http());
        audit = new AuditTrail();
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void eachEventOfASessionIsOneLineWithWhoAndWhereAndNoSecret() {
        JsonObject login = service.login("alice");
        JsonObject refreshed = sessions.refresh(login.getString("skey")).json();
        sessions.logout(refreshed.getString("skey"));
        for (String event : new String[] {"login", "refresh", "logout"}) {
            assertThat(audit.lines(event)).as(event).singleElement().satisfies(line -> {
                assertThat(line)
                        .containsOnlyKeys("event", "appid", "openid_hash", "session_id", "client", "request_id")
                        .containsEntry("appid", TestSettings.APPID)
                        .containsEntry("session_id", login.getString("session_id"))
                        .containsEntry("client", "127.0.0.1");
                assertThat(line.get("openid_hash")).matches("[0-9a-f]{32}");
            });
        }
        assertThat(audit.text())
                .doesNotContain(
                        login.getString("openid"),
                        login.getString("skey"),
                        login.getString("access_token"),
                        refreshed.getString("skey"),
                        service.wechat().sessionKey(TestSettings.APPID, "alice"));
    }

    @Test
    void theLineCarriesTheRequestsOwnId() {
        String skey = service.login("alice").getString("skey");
        service.http().post("/auth/logout", "Authorization", SessionCaller.bearer(skey), "X-Request-Id", "my-own-id");
        assertThat(audit.lines("logout"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("request_id", "my-own-id"));
    }

    @Test
    void aRevocationIsRecordedOnceAndOnlyForASessionThatLived() {
        String skey = service.login("alice").getString("skey");
        sessions.revoke(skey);
        sessions.revoke(skey);
        sessions.revoke("unknown");
        sessions.logout(skey);
        assertThat(audit.lines("revoke")).hasSize(1);
        assertThat(audit.lines("logout")).isEmpty();
    }

    @Test
    void aSessionEndedFromTheListIsALogoutOfThatSession() {
        JsonObject ended = service.login("alice");
        sessions.delete(ended.getString("session_id"), service.login("alice").getString("skey"));
        assertThat(audit.lines("logout"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("session_id", ended.getString("session_id")));
    }

    @Test
    void theftIsRecordedAsTheftAndStandsOut() {
        JsonObject login = service.login("alice");
        sessions.refresh(login.getString("skey"));
        new StoredSessions(service.redisView()).age(login, Duration.ofHours(1));
        sessions.refresh(login.getString("skey"));
        assertThat(audit.lines("reuse_detected"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("session_id", login.getString("session_id")));
        assertThat(audit.levels()).contains(Level.WARN);
    }

    @Test
    void whatAServiceDoesNamesTheService() {
        JsonObject login = service.login("alice");
        String user = "/auth/users/" + TestSettings.APPID + "/" + login.getString("openid");
        String[] client = {"Authorization", ServiceExtension.client()};
        service.http().postJson(user + "/sign", new JsonObject().put("payload", "x"), client);
        service.http().putJson(user + "/roles", new JsonObject().put("roles", List.of("vip")), client);
        service.http().post(user + "/session-key/check", client);
        service.http().post(user + "/session-key/reset", client);
        service.http()
                .postJson(user + "/decrypt", new JsonObject().put("iv", "x").put("encryptedData", "x"), client);
        service.http().delete(user + "/sessions", client);
        assertThat(audit.lines("session_key_used"))
                .extracting((Map<String, String> line) -> line.get("use"))
                .as("a key that did not fit was not used")
                .containsExactly("sign", "check", "reset");
        assertThat(List.of("session_key_used", "roles_changed", "revoke"))
                .allSatisfy(event -> assertThat(audit.lines(event))
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line)
                                .containsEntry("client_id", TestSettings.CLIENT_ID)
                                .containsEntry("appid", TestSettings.APPID)));
    }

    @Test
    void aClientThatCannotShowWhoItIsStandsOut() {
        introspectAs(TestSettings.CLIENT_ID, "wrong");
        introspectAs("hunter2", "hunter2");
        service.http().postForm("/auth/introspect", "token=x");
        assertThat(audit.lines("client_refused")).hasSize(3);
        assertThat(audit.lines("client_refused").get(0)).containsEntry("client_id", TestSettings.CLIENT_ID);
        assertThat(audit.lines("client_refused").get(1)).doesNotContainKey("client_id");
        assertThat(audit.levels()).containsOnly(Level.WARN);
        assertThat(audit.text()).doesNotContain("hunter2", "wrong");
    }

    private static void introspectAs(String client, String secret) {
        service.http().postForm("/auth/introspect", "token=x", "Authorization", HttpCaller.basic(client, secret));
    }

    @Test
    void aSessionThatGivesWayIsTold() {
        String first = service.login("alice").getString("session_id");
        IntStream.range(0, 20).forEach(i -> service.login("alice"));
        assertThat(audit.lines("session_evicted"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("session_id", first));
    }

    @Test
    void aRefusedLoginNamesItsReason() {
        service.http().postJson("/auth/login", new JsonObject().put("code", "nobody-made-this"));
        assertThat(audit.lines("login_refused"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("reason", "invalid_grant"));
    }

    @Test
    void anOpenidIsHashedTheSameEachTimeAndNobodyElsesAlike() {
        service.login("alice");
        service.login("alice");
        service.login("bob");
        assertThat(audit.lines("login"))
                .extracting((Map<String, String> line) -> line.get("openid_hash"))
                .satisfies(hashes -> {
                    assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
                    assertThat(hashes.get(0)).isNotEqualTo(hashes.get(2));
                });
    }
}
