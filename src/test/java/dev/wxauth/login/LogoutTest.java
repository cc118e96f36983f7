package dev.wxauth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to log out, and that it holds on every pod (contract, section 3). */
class LogoutTest {
    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_ACCESS_TTL", "1s").instances(2);

    private SessionCaller sessions;
    private SessionCaller otherPod;

    @BeforeEach
    void call() {
        sessions = new SessionCaller(service.http(0));
        otherPod = new SessionCaller(service.http(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "skey"})
    void bearerLogoutEndsThatSessionAloneOnEveryPod(String credential) {
        JsonObject other = service.login("alice");
        JsonObject login = service.login("alice");
        Reply reply = sessions.logout(login.getString(credential));
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        assertEnded(login);
        assertThat(otherPod.isActive(other.getString("skey"))).isTrue();
    }

    @Test
    void anSkeyInTheBodyEndsItsSession() {
        JsonObject login = service.login("alice");
        assertThat(withBody(skey(login)).status()).isEqualTo(204);
        assertEnded(login);
    }

    @Test
    void twoCredentialsAreOneTooManyAndEndNothing() {
        JsonObject login = service.login("alice");
        Reply reply = withBody(skey(login), "Authorization", SessionCaller.bearer(login.getString("skey")));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
    }

    @Test
    void everywhereEndsAllSessionsOfThisUserAndOfNobodyElse() {
        JsonObject bob = service.login("bob");
        JsonObject first = service.login("alice");
        JsonObject second = service.login("alice");
        assertThat(withBody(skey(first).put("everywhere", true)).status()).isEqualTo(204);
        assertEnded(first);
        assertEnded(second);
        assertThat(otherPod.isActive(bob.getString("skey"))).isTrue();
    }

    @Test
    void everywhereWithADeadSessionDoesNothingToTheOthers() {
        JsonObject living = service.login("alice");
        JsonObject dead = service.login("alice");
        sessions.logout(dead.getString("skey"));
        assertThat(sessions.logoutEverywhere(dead.getString("skey")).status()).isEqualTo(204);
        assertThat(otherPod.isActive(living.getString("skey"))).isTrue();
    }

    @Test
    void everywhereThatIsFalseEndsOneSession() {
        JsonObject living = service.login("alice");
        JsonObject login = service.login("alice");
        assertThat(withBody(skey(login).put("everywhere", false)).status()).isEqualTo(204);
        assertEnded(login);
        assertThat(otherPod.isActive(living.getString("skey"))).isTrue();
    }

    @Test
    void anExpiredAccessTokenOfALiveSessionLogsOutAndNothingElse() {
        JsonObject login = service.login("alice");
        String token = login.getString("access_token");
        Await.until("the token expires", Duration.ofSeconds(5), () -> !sessions.isActive(token));
        assertThat(sessions.sessions(token).status()).isEqualTo(401);
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        assertThat(sessions.logout(token).status()).isEqualTo(204);
        assertEnded(login);
    }

    @Test
    void aReplacedSkeyLogsOut() {
        JsonObject login = service.login("alice");
        String successor = sessions.refresh(login.getString("skey")).json().getString("skey");
        assertThat(otherPod.logout(login.getString("skey")).status()).isEqualTo(204);
        assertThat(sessions.isActive(successor)).isFalse();
        assertThat(sessions.refresh(successor).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "skey"})
    void loggingOutOfADeadSessionIsFine(String credential) {
        JsonObject login = service.login("alice");
        sessions.logout(login.getString("skey"));
        assertThat(sessions.logout(login.getString(credential)).status()).isEqualTo(204);
    }

    @Test
    void withoutACredentialItIsUnauthorizedAndTheChallengeNamesNoError() {
        for (Reply reply : new Reply[] {service.http().post("/auth/logout"), withBody(new JsonObject())}) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.error()).isEqualTo("invalid_token");
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer").doesNotContain("error");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"made-up", "AQJrMQ", "a.b.c", "", "eyJhbGciOiJub25lIn0.e30."})
    void aForgedCredentialIsRefused(String forged) {
        Reply bearer = sessions.logout("x" + forged);
        assertThat(bearer.status()).isEqualTo(401);
        assertThat(bearer.header("WWW-Authenticate")).startsWith("Bearer").contains("error=\"invalid_token\"");
        assertThat(withBody(new JsonObject().put("skey", forged)).status()).isEqualTo(401);
    }

    @Test
    void anAccessTokenIsNoSkeyInTheBody() {
        JsonObject login = service.login("alice");
        assertThat(withBody(new JsonObject().put("skey", login.getString("access_token")))
                        .status())
                .isEqualTo(401);
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"everywhere\":\"true\"}",
                "{\"everywhere\":1}",
                "{\"everywhere\":null,\"everywhere\":true}",
                "{\"everywhere\":true,\"everywhere\":true}",
                "{\"skey\":7}",
                "{\"skey\":null,\"skey\":null}",
                "[]",
                "{"
            })
    void aBodyThatIsNotAsPromisedEndsNothing(String body) {
        JsonObject login = service.login("alice");
        Reply reply = service.http()
                .send(
                        "POST",
                        "/auth/logout",
                        body,
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        SessionCaller.bearer(login.getString("skey")));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
    }

    @Test
    void nullIsNoMember() {
        JsonObject login = service.login("alice");
        JsonObject other = service.login("alice");
        JsonObject nulls = new JsonObject().putNull("skey").putNull("everywhere");
        assertThat(withBody(nulls).status()).isEqualTo(401);
        assertThat(withBody(nulls, "Authorization", SessionCaller.bearer(login.getString("skey")))
                        .status())
                .isEqualTo(204);
        assertEnded(login);
        assertThat(sessions.isActive(other.getString("skey"))).isTrue();
        assertThat(withBody(skey(other).putNull("everywhere")).status()).isEqualTo(204);
        assertEnded(other);
    }

    @Test
    void aBodyNeedsItsMediaTypeAndNoBodyNeedsNone() {
        JsonObject login = service.login("alice");
        String bearer = SessionCaller.bearer(login.getString("skey"));
        assertThat(service.http()
                        .send("POST", "/auth/logout", "{}", "Authorization", bearer, "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(service.http()
                        .send("POST", "/auth/logout", "{}", "Authorization", bearer)
                        .status())
                .isEqualTo(415);
        assertThat(service.http().post("/auth/logout", "Authorization", bearer).status())
                .isEqualTo(204);
    }

    private void assertEnded(JsonObject login) {
        for (SessionCaller pod : new SessionCaller[] {sessions, otherPod}) {
            assertThat(pod.isActive(login.getString("skey"))).isFalse();
            assertThat(pod.verify(login.getString("skey")).status()).isEqualTo(401);
            assertThat(pod.refresh(login.getString("skey")).error()).isEqualTo("invalid_grant");
        }
    }

    private static JsonObject skey(JsonObject login) {
        return new JsonObject().put("skey", login.getString("skey"));
    }

    private static Reply withBody(JsonObject body, String... headers) {
        return service.http().postJson("/auth/logout", body, headers);
    }
}
