package dev.wxauth.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The record of a user with roles was lost: the sessions tell whose they are, and which roles. */
class LostRecordTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private MiniProgram alice;

    @BeforeEach
    void loseTheRecord() {
        MiniProgram first = MiniProgram.login(service, "alice");
        service.asClient(
                "PUT",
                first.path() + "/roles",
                new JsonObject().put("roles", new JsonArray().add("vip")).encode());
        alice = MiniProgram.login(service, "alice");
        service.redisView().call("DEL", record());
    }

    private String record() {
        return key("u");
    }

    private String key(String what) {
        return "wxauth:{" + alice.tag() + "}:" + what;
    }

    @Test
    void theUserIsStillKnown() {
        JsonObject user = service.asClient("GET", alice.path(), "").json();
        assertThat(user.getJsonArray("roles")).isEqualTo(new JsonArray().add("vip"));
        assertThat(user.getString("unionid")).isNotEmpty();
        assertThat(user.getJsonArray("sessions")).hasSize(2);
        assertThat(alice.get("/auth/profile").json()).isEqualTo(new JsonObject());
    }

    @Test
    void theProfileCanBeSetAndMakesTheRecordAgain() {
        assertThat(alice.put("/auth/profile", new JsonObject().put("nickName", "Alice"))
                        .status())
                .isEqualTo(204);
        JsonObject user = service.asClient("GET", alice.path(), "").json();
        assertThat(user.getJsonObject("profile").getString("nickName")).isEqualTo("Alice");
        assertThat(user.getJsonArray("roles")).isEqualTo(new JsonArray().add("vip"));
        assertThat(timeToLive(record())).isEqualTo(-1);
    }

    @Test
    void rolesCanBeSetAndMakeTheRecordAgain() {
        String roles = new JsonObject().put("roles", new JsonArray()).encode();
        assertThat(service.asClient("PUT", alice.path() + "/roles", roles).status())
                .isEqualTo(204);
        assertThat(service.asClient("GET", alice.path(), "").json().getJsonArray("roles"))
                .isEmpty();
        assertThat(timeToLive(record())).isPositive();
    }

    @Test
    void aRefreshMakesItAgain() {
        assertThat(new SessionCaller(service.http())
                        .refresh(alice.tokens().getString("skey"))
                        .status())
                .isEqualTo(200);
        assertThatTheRolesAreKept();
    }

    private void assertThatTheRolesAreKept() {
        assertThat(service.redisView().call("HGET", record(), "@r").toString()).isEqualTo("vip");
        assertThat(timeToLive(record())).isEqualTo(-1);
    }

    @Test
    void aLoginMakesItAgain() {
        service.login("alice");
        assertThatTheRolesAreKept();
    }

    @Test
    void theEndOfTheLastSessionMakesItAgain() {
        assertThat(service.asClient("DELETE", alice.path() + "/sessions", "").status())
                .isEqualTo(204);
        assertThatTheRolesAreKept();
        assertThat(service.asClient("GET", alice.path(), "").json().getJsonArray("roles"))
                .isEqualTo(new JsonArray().add("vip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sessions", ""})
    void theOperatorCanEndThingsAllTheSame(String what) {
        assertThat(service.asClient("DELETE", alice.path() + what, "").status()).isEqualTo(204);
        assertThat(alice.get("/auth/session").status()).isEqualTo(401);
    }

    @Test
    void erasingWorksOnWhateverIsLeftAndOnNothingElse() {
        service.redisView().call("DEL", key("s"));
        assertThat(service.asClient("GET", alice.path(), "").status()).isEqualTo(404);
        assertThat(service.asClient("DELETE", alice.path() + "/sessions", "").status())
                .isEqualTo(204);
        assertThat(service.asClient("DELETE", alice.path(), "").status()).isEqualTo(204);
        assertThat(service.asClient("DELETE", alice.path(), "").status()).isEqualTo(404);
        assertThat(service.asClient("DELETE", alice.path() + "/sessions", "").status())
                .isEqualTo(404);
    }

    private static long timeToLive(String key) {
        return service.redisView().call("PTTL", key).toLong();
    }
}
