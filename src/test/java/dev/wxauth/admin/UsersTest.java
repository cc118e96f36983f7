package dev.wxauth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.RedisDump;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with(
                    "WXAUTH_CLIENTS",
                    TestSettings.CLIENT_ID + ":" + TestSettings.CLIENT_SECRET
                            + ":introspect+revoke+users:read+users:write+session-key"
                            + ",reader:reader-secret:users:read,writer:writer-secret:users:write"
                            + ",keys:keys-secret:session-key");

    private static final String NOBODY = "/auth/users/" + TestSettings.APPID + "/oNobodyWhoEverLoggedIn";

    private static Reply send(String method, String path, String body) {
        return send(method, path, body, ServiceExtension.client());
    }

    private static Reply send(String method, String path, String body, String authorization) {
        return body.isEmpty()
                ? service.http().send(method, path, body, "Authorization", authorization)
                : service.http()
                        .send(method, path, body, "Authorization", authorization, "Content-Type", "application/json");
    }

    private static Reply setRoles(MiniProgram user, String... roles) {
        return send(
                "PUT",
                user.path() + "/roles",
                new JsonObject().put("roles", new JsonArray(List.of(roles))).encode());
    }

    @Test
    void tellsEverythingThatIsKnown() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.login("alice");
        alice.put("/auth/profile", new JsonObject().put("nickName", "Alice"));
        setRoles(alice, "vip", "beta:1");
        Reply reply = send("GET", alice.path(), "");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        JsonObject user = reply.json();
        assertThat(user.fieldNames())
                .containsExactlyInAnyOrder(
                        "openid",
                        "appid",
                        "unionid",
                        "person",
                        "roles",
                        "profile",
                        "sessions",
                        "session_key_renewed_at");
        assertThat(user.getString("openid")).isEqualTo(alice.openid());
        assertThat(user.getString("unionid")).isEqualTo(service.wechat().unionid("alice"));
        assertThat(user.getJsonArray("roles")).isEqualTo(new JsonArray(List.of("vip", "beta:1")));
        assertThat(user.getJsonObject("profile")).isEqualTo(new JsonObject().put("nickName", "Alice"));
        assertThat(user.getJsonArray("sessions")).hasSize(2);
        assertThat(user.getJsonArray("sessions").getJsonObject(0).fieldNames())
                .containsExactlyInAnyOrder("session_id", "created_at", "last_seen_at", "expires_at");
        assertThat(user.getLong("session_key_renewed_at"))
                .isBetween(System.currentTimeMillis() / 1000 - 30, System.currentTimeMillis() / 1000 + 1);
    }

    @Test
    void whatHasNoValueIsAbsentAndListsAreEmpty() {
        service.wechat().bindUnionid(false);
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().bindUnionid(true);
        send("DELETE", alice.path() + "/sessions", "");
        service.redisView().call("DEL", "wxauth:{" + alice.tag() + "}:k");
        assertThat(send("GET", alice.path(), "").json())
                .isEqualTo(new JsonObject()
                        .put("openid", alice.openid())
                        .put("appid", TestSettings.APPID)
                        .put("roles", new JsonArray())
                        .put("profile", new JsonObject())
                        .put("sessions", new JsonArray()));
    }

    @Test
    void rolesCountAtOnceAndInTokensFromTheNextRefreshOn() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(setRoles(alice, "vip", "vip").status()).isEqualTo(204);
        String token = alice.tokens().getString("access_token");
        assertThat(service.introspect(token).getJsonArray("roles")).isEqualTo(new JsonArray(List.of("vip")));
        assertThat(service.http()
                        .get("/auth/verify", "Authorization", alice.bearer())
                        .header("x-auth-roles"))
                .isEqualTo("vip");
        assertThat(claims(token).getJsonArray("roles")).isEmpty();
        Reply refreshed = service.http()
                .postJson(
                        "/auth/refresh",
                        new JsonObject().put("skey", alice.tokens().getString("skey")));
        assertThat(claims(refreshed.json().getString("access_token")).getJsonArray("roles"))
                .isEqualTo(new JsonArray(List.of("vip")));
        assertThat(claims(service.login("alice").getString("access_token")).getJsonArray("roles"))
                .isEqualTo(new JsonArray(List.of("vip")));
        setRoles(alice);
        assertThat(service.introspect(token).getJsonArray("roles")).isEmpty();
        assertThat(send("GET", alice.path(), "").json().getJsonArray("roles")).isEmpty();
    }

    private static JsonObject claims(String token) {
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    @Test
    void rolesAreKeptForGoodAndAUserWithoutAnyIsNot() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String key = "wxauth:{" + alice.tag() + "}:u";
        setRoles(alice, "vip");
        assertThat(service.redisView().call("PTTL", key).toLong()).isEqualTo(-1);
        setRoles(alice);
        assertThat(service.redisView().call("PTTL", key).toLong()).isPositive();
    }

    @Test
    void rolesCanBeSetWhileTheUserHasNoSession() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        send("DELETE", alice.path() + "/sessions", "");
        assertThat(setRoles(alice, "vip").status()).isEqualTo(204);
        assertThat(service.redisView().keys()).noneMatch(key -> key.endsWith(":s"));
        assertThat(service.introspect(service.login("alice").getString("skey")).getJsonArray("roles"))
                .isEqualTo(new JsonArray(List.of("vip")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"roles\":null}",
                "{\"roles\":\"vip\"}",
                "{\"roles\":[1]}",
                "{\"roles\":[null]}",
                "{\"roles\":[\"vip\",null]}",
                "{\"roles\":[\"\"]}",
                "{\"roles\":[\"a,b\"]}",
                "{\"roles\":[\"a b\"]}",
                "{\"roles\":[\"vip\\n\"]}",
                "{\"roles\":[],\"roles\":[]}"
            })
    void malformedRolesAreRefusedAndChangeNothing(String body) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        setRoles(alice, "vip");
        Reply reply = send("PUT", alice.path() + "/roles", body);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(reply.json().getString("error_description")).contains("roles");
        assertThat(send("GET", alice.path(), "").json().getJsonArray("roles")).isEqualTo(new JsonArray(List.of("vip")));
    }

    @Test
    void thereAreAtMost32RolesOf64Characters() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String[] most =
                IntStream.range(0, 32).mapToObj(i -> "r".repeat(62) + (10 + i)).toArray(String[]::new);
        assertThat(setRoles(alice, most).status()).isEqualTo(204);
        String[] more = IntStream.range(0, 33).mapToObj(i -> "r" + i).toArray(String[]::new);
        assertThat(setRoles(alice, more).error()).isEqualTo("invalid_request");
        assertThat(setRoles(alice, "r".repeat(65)).error()).isEqualTo("invalid_request");
    }

    @Test
    void loggingOutEverywhereEndsAllSessions() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        MiniProgram again = MiniProgram.login(service, "alice");
        MiniProgram bob = MiniProgram.login(service, "bob");
        assertThat(send("DELETE", alice.path() + "/sessions", "").status()).isEqualTo(204);
        for (MiniProgram ended : List.of(alice, again)) {
            assertThat(service.introspect(ended.tokens().getString("access_token"))
                            .encode())
                    .isEqualTo("{\"active\":false}");
            assertThat(ended.get("/auth/session").status()).isEqualTo(401);
        }
        assertThat(bob.get("/auth/session").status()).isEqualTo(200);
        assertThat(send("DELETE", alice.path() + "/sessions", "").status()).isEqualTo(204);
    }

    @Test
    void erasingLeavesNoKeyAndNoValueThatNamesTheUser() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.rotateSessionKey();
        MiniProgram again = MiniProgram.login(service, "alice");
        alice.put("/auth/profile", new JsonObject().put("nickName", "Alice"));
        setRoles(alice, "vip");
        alice.post("/auth/phone", new JsonObject().put("code", alice.phoneCode("13800000001")), "0123456789abcdef");
        MiniProgram bob = MiniProgram.login(service, "bob");
        assertThat(keysOf(alice)).hasSize(3);
        assertThat(send("DELETE", alice.path(), "").status()).isEqualTo(204);
        assertThat(keysOf(alice)).isEmpty();
        assertThat(new RedisDump(service.redisView()).texts())
                .isNotEmpty()
                .noneMatch(text -> text.contains(alice.openid())
                        || text.contains(alice.tokens().getString("session_id"))
                        || text.contains(again.tokens().getString("session_id")));
        assertThat(alice.get("/auth/session").status()).isEqualTo(401);
        assertThat(send("GET", alice.path(), "").status()).isEqualTo(404);
        assertThat(bob.get("/auth/session").status()).isEqualTo(200);
    }

    private static List<String> keysOf(MiniProgram user) {
        return service.redisView().keys().stream()
                .filter(key -> key.contains(user.tag()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,'',''",
        "DELETE,'',''",
        "PUT,/roles,'{\"roles\":[]}'",
        "DELETE,/sessions,''",
        "POST,/decrypt,'{\"encryptedData\":\"\",\"iv\":\"\"}'",
        "POST,/sign,'{\"payload\":\"\"}'",
        "POST,/session-key/check,''",
        "POST,/session-key/reset,''"
    })
    void everyRouteAsksForACredentialAScopeAndAKnownUser(String method, String path, String body) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(send(method, NOBODY + path, body).status()).isEqualTo(404);
        assertThat(send(method, "/auth/users/wxunknown/" + alice.openid() + path, body)
                        .error())
                .isEqualTo("not_found");
        Reply wrong = send(method, alice.path() + path, body, HttpCaller.basic("shop", "wrong"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("www-authenticate")).startsWith("Basic");
        assertThat(send(method, alice.path() + path, body, alice.bearer()).error())
                .isEqualTo("invalid_client");
        String needed = scope(method);
        for (String client : List.of("reader", "writer", "keys")) {
            Reply reply = send(method, alice.path() + path, body, HttpCaller.basic(client, client + "-secret"));
            if (client.equals(needed)) {
                assertThat(reply.status()).isNotIn(401, 403, 404, 405, 500);
                alice = MiniProgram.login(service, "alice");
            } else {
                assertThat(reply.error()).isEqualTo("insufficient_scope");
            }
        }
    }

    private static String scope(String method) {
        if (method.equals("POST")) {
            return "keys";
        }
        return method.equals("GET") ? "reader" : "writer";
    }

    @Test
    void aFormOnARouteWithoutABodyIsNoFault() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        Reply reply = service.http()
                .send(
                        "DELETE",
                        alice.path() + "/sessions",
                        "client_id=shop&client_secret=shop-secret",
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(reply.status()).isIn(204, 401);
    }
}
