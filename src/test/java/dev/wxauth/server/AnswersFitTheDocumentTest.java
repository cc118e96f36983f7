package dev.wxauth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is answered is what openapi.json says will be: status, media type, headers and every member. */
class AnswersFitTheDocumentTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private OpenApiContract contract;

    @BeforeEach
    void readTheDocument() {
        contract = new OpenApiContract(service.http().get("/openapi.json").json());
    }

    @Test
    void theMiniProgramsRoutes() {
        Reply login = login();
        contract.assertFits("post", "/auth/login", login);
        String skey = login.json().getString("skey");
        String bearer = "Bearer " + login.json().getString("access_token");
        contract.assertFits("post", "/auth/refresh", postJson("/auth/refresh", new JsonObject().put("skey", skey)));
        contract.assertFits("get", "/auth/session", get("/auth/session", bearer));
        contract.assertFits("get", "/auth/sessions", get("/auth/sessions", bearer));
        contract.assertFits(
                "delete",
                "/auth/sessions/{session_id}",
                service.http().delete("/auth/sessions/unknown", "Authorization", bearer));
        contract.assertFits("post", "/auth/logout", service.http().post("/auth/logout", "Authorization", bearer));
        contract.assertFits("get", "/auth/session", get("/auth/session", bearer));
    }

    @Test
    void theirErrors() {
        contract.assertFits("post", "/auth/login", postJson("/auth/login", new JsonObject()));
        contract.assertFits("post", "/auth/login", postJson("/auth/login", new JsonObject().put("code", "unknown")));
        contract.assertFits("post", "/auth/login", service.http().postForm("/auth/login", "a=b"));
        contract.assertFits("post", "/auth/login", service.http().send("PUT", "/auth/login", ""));
        contract.assertFits(
                "post", "/auth/login", postJson("/auth/login", new JsonObject().put("x", "y".repeat(70_000))));
        contract.assertFits(
                "post", "/auth/refresh", postJson("/auth/refresh", new JsonObject().put("skey", "unknown")));
        contract.assertFits("get", "/auth/session", service.http().get("/auth/session"));
        contract.assertFits("post", "/auth/logout", service.http().post("/auth/logout"));
    }

    @Test
    void theRoutesOfOtherServices() {
        JsonObject login = login().json();
        for (String token : new String[] {login.getString("access_token"), login.getString("skey"), "unknown"}) {
            contract.assertFits("post", "/auth/introspect", service.introspectReply(token, 0));
            contract.assertFits("get", "/auth/verify", get("/auth/verify", "Bearer " + token));
        }
        contract.assertFits("get", "/auth/verify", service.http().get("/auth/verify"));
        contract.assertFits("post", "/auth/revoke", form("/auth/revoke", login.getString("skey"), client()));
        contract.assertFits("post", "/auth/introspect", form("/auth/introspect", "x", "Basic nonsense"));
        contract.assertFits(
                "post", "/auth/introspect", form("/auth/introspect", "x", HttpCaller.basic("weak", "weak-secret")));
        contract.assertFits("post", "/auth/introspect", form("/auth/introspect", "", client()));
    }

    @Test
    void discovery() {
        for (String path : List.of(
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration",
                "/.well-known/jwks.json",
                "/openapi.json")) {
            Reply reply = service.http().get(path);
            contract.assertFits("get", path, reply);
            contract.assertFits("get", path, service.http().get(path, "If-None-Match", reply.header("ETag")));
            contract.assertFits("get", path, service.http().post(path));
        }
        assertThat(service.http().get("/openapi.json").json().getString("openapi"))
                .startsWith("3.1.");
    }

    /** Else all the others would prove nothing. */
    @Test
    void anAnswerThatDoesNotFitIsNoticed() {
        Reply inactive = service.introspectReply("unknown", 0);
        Reply halfAnswer = new Reply(200, inactive.headers(), "{\"active\":\"no\"}");
        Reply unheardOf = new Reply(418, inactive.headers(), inactive.body());
        assertThatThrownBy(() -> contract.assertFits("post", "/auth/introspect", halfAnswer))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.assertFits("post", "/auth/introspect", unheardOf))
                .isInstanceOf(AssertionError.class);
    }

    private static Reply login() {
        String code = service.wechat().code(TestSettings.APPID, "alice");
        return postJson("/auth/login", new JsonObject().put("code", code).put("device", "iPhone 15"));
    }

    private static Reply postJson(String path, JsonObject body) {
        return service.http().postJson(path, body);
    }

    private static Reply get(String path, String bearer) {
        return service.http().get(path, "Authorization", bearer);
    }

    private static Reply form(String path, String token, String client) {
        return service.http().postForm(path, HttpCaller.form("token", token), "Authorization", client);
    }

    private static String client() {
        return ServiceExtension.client();
    }
}
