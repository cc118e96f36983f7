package dev.wxauth.login;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.identity.UserId;
import dev.wxauth.support.Await;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An app is taken out of {@code WXAUTH_APPS}: its sessions count no more, and the operator can still end them. */
class UnservedAppTest {
    private static final String OTHER = "wxaaaaaaaaaaaaaaaa";
    private static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";
    private static final String ONE = APPID + ":" + APP_SECRET;
    private static final String BOTH = ONE + "," + OTHER + ":" + OTHER_SECRET;
    private static final Duration TAKEN_UP = Duration.ofSeconds(30);

    private static final MountedFile apps = new MountedFile("apps", BOTH);

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().readsSecretsOften().with("WXAUTH_APPS", "").with("WXAUTH_APPS_FILE", apps.path());

    private SessionCaller sessions;
    private JsonObject login;

    @BeforeEach
    void takeTheAppOut() {
        apps.write(BOTH);
        service.restartInstance(0);
        service.wechat().app(OTHER, OTHER_SECRET);
        sessions = new SessionCaller(service.http());
        login = logIn("alice").json();
        apps.write(ONE);
        Await.until("the app is gone", TAKEN_UP, () -> logIn("bob").status() == 400);
    }

    @AfterEach
    void putItBack() {
        apps.write(BOTH);
    }

    private static Reply logIn(String user) {
        String code = service.wechat().code(OTHER, user);
        return service.http()
                .postJson("/auth/login", new JsonObject().put("code", code).put("appid", OTHER));
    }

    @Test
    void itsSessionsCountNoMoreAndTheOperatorCanEraseItsUsers() {
        for (String token : List.of(login.getString("access_token"), login.getString("skey"))) {
            assertThat(sessions.introspect(token).body()).isEqualTo("{\"active\":false}");
            assertThat(sessions.verify(token).status()).isEqualTo(401);
            assertThat(sessions.sessions(token).status()).isEqualTo(401);
            for (String path : List.of("/auth/phone", "/auth/session-key/check")) {
                Reply reply = service.http()
                        .postJson(
                                path, new JsonObject().put("code", "x"), "Authorization", SessionCaller.bearer(token));
                assertThat(reply.status()).as(path).isEqualTo(401);
            }
        }
        assertThat(sessions.refresh(login.getString("skey")).error()).isEqualTo("invalid_grant");
        String user = "/auth/users/" + OTHER + "/" + login.getString("openid");
        assertThat(send("GET", user).status()).isEqualTo(404);
        assertThat(send("DELETE", user + "/sessions").status()).isEqualTo(204);
        assertThat(send("DELETE", user).status()).isEqualTo(204);
        assertThat(send("DELETE", user).status()).isEqualTo(404);
        String tag = new UserId(OTHER, login.getString("openid")).tag();
        assertThat(service.redisView().keys()).noneMatch(key -> key.contains(tag));
    }

    @Test
    void itsUsersCanStillLogOut() {
        assertThat(sessions.logout(login.getString("access_token")).status()).isEqualTo(204);
        assertThat(new StoredSessions(service.redisView()).textAt(OTHER, login)).isNull();
    }

    @Test
    void anAppThatComesBackFindsItsSessionsAsTheyWere() {
        String skey = login.getString("skey");
        assertThat(sessions.refresh(skey).error()).isEqualTo("invalid_grant");
        apps.write(BOTH);
        Await.until("the app is back", TAKEN_UP, () -> sessions.isActive(skey));
        assertThat(sessions.refresh(skey).status()).isEqualTo(200);
    }

    private static Reply send(String method, String path) {
        return service.http().send(method, path, "", "Authorization", ServiceExtension.client());
    }
}
