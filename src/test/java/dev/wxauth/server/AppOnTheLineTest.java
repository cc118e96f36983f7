package dev.wxauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the credential, the body or the path names an app that is served, the access line names it, on all routes. */
class AppOnTheLineTest {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");
    private static final Set<String> FORMS = Set.of("/auth/introspect", "/auth/revoke", "/auth/device_authorization");

    /** A device that only asks how far its request is names no app, and a person is of several. */
    private static final Set<String> OF_NO_APP = Set.of(
            "/openapi.json",
            "/.well-known/jwks.json",
            "/auth/token",
            "/d",
            "/auth/persons/{person}",
            "/auth/persons/{person}/sessions");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private final LogCapture lines = LogCapture.of("access");

    /** An operation of the document. */
    private record Operation(String method, String path) {}

    @AfterEach
    void close() {
        lines.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "skey"})
    void everyRouteNamesTheAppForAGoodCredential(String kind) {
        assertThat(operations()).hasSizeGreaterThan(20);
        for (Operation operation : operations()) {
            MiniProgram alice = MiniProgram.login(service, "alice");
            Reply reply = ask(operation, alice, alice.tokens().getString(kind));
            assertThat(reply.status()).as(operation + " " + reply.body()).isNotIn(401, 403, 404, 500);
            assertThat(appOf(reply)).as(operation + " with " + kind).isEqualTo(TestSettings.APPID);
        }
    }

    private static Reply ask(Operation operation, MiniProgram user, String credential) {
        String path = operation
                .path()
                .replace("{appid}", TestSettings.APPID)
                .replace("{openid}", user.openid())
                .replace("{session_id}", user.tokens().getString("session_id"));
        boolean form = FORMS.contains(path);
        List<String> headers = new ArrayList<>(named());
        headers.addAll(List.of("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json"));
        authorization(path, credential).ifPresent(value -> headers.addAll(List.of("Authorization", value)));
        String body =
                form ? HttpCaller.form("token", credential) : body(path, user).encode();
        boolean hasBody = !Set.of("get", "delete").contains(operation.method());
        return send(operation.method(), path, hasBody ? body : "", headers);
    }

    private static Optional<String> authorization(String path, String credential) {
        if (Set.of("/auth/login", "/auth/refresh").contains(path)) {
            return Optional.empty();
        }
        boolean service = FORMS.contains(path) || path.startsWith("/auth/users/");
        return Optional.of(service ? ServiceExtension.client() : SessionCaller.bearer(credential));
    }

    /** Where it lacks what is wanted, the credential names the app all the same. */
    private static JsonObject body(String path, MiniProgram user) {
        return switch (path) {
            case "/auth/login" ->
                new JsonObject()
                        .put("code", service.wechat().code(TestSettings.APPID, "bob"))
                        .put("appid", TestSettings.APPID);
            case "/auth/refresh" -> new JsonObject().put("skey", user.tokens().getString("skey"));
            default -> new JsonObject();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/logout", "/auth/verify", "/auth/session"})
    void aTokenNamesItsAppThoughItsSessionHasEnded(String path) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.post("/auth/logout");
        List<String> headers = new ArrayList<>(named());
        headers.addAll(List.of("Authorization", alice.bearer()));
        assertThat(appOf(send(path.endsWith("session") ? "get" : "post", path, "", headers)))
                .isEqualTo(TestSettings.APPID);
    }

    @Test
    void anSkeyThatWasReusedNamesItsApp() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        Operation refresh = new Operation("post", "/auth/refresh");
        ask(refresh, alice, "");
        new StoredSessions(service.redisView()).age(alice.tokens(), Duration.ofHours(1));
        Reply reused = ask(refresh, alice, "");
        assertThat(reused.error()).isEqualTo("invalid_grant");
        assertThat(appOf(reused)).isEqualTo(TestSettings.APPID);
    }

    @Test
    void thePathNamesItForWhoIsNoClientAndTheBodyWithoutACode() {
        String path = "/auth/users/" + TestSettings.APPID + "/o1";
        Reply stranger = send("delete", path, "", named());
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(appOf(stranger)).isEqualTo(TestSettings.APPID);
        Reply incomplete = login(TestSettings.APPID);
        assertThat(incomplete.status()).isEqualTo(400);
        assertThat(appOf(incomplete)).isEqualTo(TestSettings.APPID);
    }

    @Test
    void anAppThatIsNotServedIsNotNamed() {
        assertThat(appOf(login("wxaaaaaaaaaaaaaaaa"))).isNull();
        List<String> headers = new ArrayList<>(named());
        headers.addAll(List.of("Authorization", ServiceExtension.client()));
        assertThat(appOf(send("delete", "/auth/users/wxaaaaaaaaaaaaaaaa/o1", "", headers)))
                .isNull();
    }

    private static Reply login(String appid) {
        List<String> headers = new ArrayList<>(named());
        headers.addAll(List.of("Content-Type", "application/json"));
        return send("post", "/auth/login", new JsonObject().put("appid", appid).encode(), headers);
    }

    private static List<String> named() {
        return List.of("X-Request-Id", UUID.randomUUID().toString());
    }

    private static Reply send(String method, String path, String body, List<String> headers) {
        return service.http().send(method.toUpperCase(Locale.ROOT), path, body, headers.toArray(String[]::new));
    }

    private Object appOf(Reply reply) {
        return LogCapture.member(lines.awaitLineOf(reply), "appid");
    }

    private static List<Operation> operations() {
        JsonObject paths = service.http().get("/openapi.json").json().getJsonObject("paths");
        List<Operation> operations = new ArrayList<>();
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            boolean ofAnApp = !item.containsKey("servers") && !OF_NO_APP.contains(path) && !isMetadata(path);
            item.fieldNames().stream()
                    .filter(method -> ofAnApp && METHODS.contains(method))
                    .forEach(method -> operations.add(new Operation(method, path)));
        }
        return operations;
    }

    private static boolean isMetadata(String path) {
        return path.matches("/\\.well-known/o[a-z-]+");
    }
}
