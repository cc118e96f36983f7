package dev.wxauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example for nginx, in a real one where it is installed, before a service that tells which headers it got. */
@EnabledIf("dev.wxauth.oauth.Nginx#isInstalled")
class NginxTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().withOwnRedis();

    private static Nginx nginx;

    @BeforeAll
    static void startNginx() {
        HttpServer orders = Await.result(service.vertx()
                .createHttpServer(new HttpServerOptions().setMaxHeaderSize(64 * 1024))
                .requestHandler(NginxTest::tell)
                .listen(0, "127.0.0.1"));
        nginx = new Nginx(service.url(0).substring("http://".length()), "127.0.0.1:" + orders.actualPort());
    }

    @AfterAll
    static void stopNginx() {
        nginx.close();
    }

    private static void tell(HttpServerRequest request) {
        JsonObject seen = new JsonObject();
        request.headers().forEach((name, value) -> seen.put(name.toLowerCase(Locale.ROOT), value));
        request.body()
                .onSuccess(body ->
                        request.response().end(seen.put("bytes", body.length()).toBuffer()));
    }

    @Test
    void aLoggedInUserGetsThroughAndIsNamed() {
        JsonObject login = service.login("alice");
        Reply byToken = call("Authorization", "Bearer " + login.getString("access_token"));
        Reply bySkey = call("X-WX-Skey", login.getString("skey"));
        for (Reply reply : new Reply[] {byToken, bySkey}) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().getString("x-auth-openid")).isEqualTo(login.getString("openid"));
            assertThat(reply.json().getString("x-auth-appid")).isEqualTo(TestSettings.APPID);
            assertThat(reply.json().getString("x-auth-session")).isEqualTo(login.getString("session_id"));
            assertThat(reply.json().getString("x-auth-unionid")).isEqualTo(login.getString("unionid"));
            assertThat(reply.json().fieldNames()).doesNotContain("authorization", "x-wx-skey", "x-auth-roles");
        }
    }

    @Test
    void nobodyElseDoes() {
        String token = service.login("alice").getString("access_token");
        service.http().post("/auth/logout", "Authorization", "Bearer " + token);
        assertThat(call("Authorization", "Bearer " + token).status()).isEqualTo(401);
        assertThat(call("Authorization", "Bearer nonsense").header("WWW-Authenticate"))
                .startsWith("Bearer ");
        assertThat(call("X-Auth-Openid", "alice").status()).isEqualTo(401);
        assertThat(new HttpCaller(nginx.url()).get("/_wxauth").status()).isEqualTo(404);
    }

    @Test
    void whatTheCallerSaysOfItselfIsNotPassedOn() {
        service.wechat().bindUnionid(false);
        String token = service.login("without-unionid").getString("access_token");
        service.wechat().bindUnionid(true);
        Reply reply = call(
                "Authorization",
                "Bearer " + token,
                "X-Auth-Unionid",
                "forged",
                "X-Auth-Person",
                "forged",
                "X-Auth-Roles",
                "admin");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).doesNotContain("forged", "admin");
    }

    @Test
    void aLargeUploadGetsThrough() {
        String token = service.login("alice").getString("access_token");
        Reply reply = upload(5_000_000, "Authorization", "Bearer " + token);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getInteger("bytes")).isEqualTo(5_000_000);
        assertThat(upload(5_000_000, "Authorization", "Bearer nonsense").status())
                .isEqualTo(401);
    }

    private static Reply upload(int bytes, String... headers) {
        return new HttpCaller(nginx.url()).send("POST", "/upload", "x".repeat(bytes), headers);
    }

    /** As many as nginx takes itself: a request line and four headers of nearly 8 KiB each. */
    @ParameterizedTest
    @ValueSource(ints = {6_000, 8_050})
    void manyLongHeadersGetThrough(int length) {
        String skey = service.login("alice").getString("skey");
        String[] headers = {"X-WX-Skey", skey, "Cookie", "a=x", "X-A", "x", "X-B", "x", "X-C", "x"};
        for (int i = 3; i < headers.length; i += 2) {
            headers[i] = headers[i] + "x".repeat(length);
        }
        Reply reply = call(headers);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().getString("x-c")).hasSizeGreaterThan(length);
    }

    @Test
    void twoCredentialsAreOneTooMany() {
        JsonObject login = service.login("alice");
        String bearer = "Bearer " + login.getString("access_token");
        assertThat(call("Authorization", bearer, "X-WX-Skey", login.getString("skey"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whenWxauthCannotTellItIs503() {
        String token = service.login("alice").getString("access_token");
        service.redis().stop();
        try {
            Reply reply = call("Authorization", "Bearer " + token);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("2");
        } finally {
            service.redis().start();
            service.awaitRedis();
        }
    }

    private static Reply call(String... headers) {
        return new HttpCaller(nginx.url()).get("/orders", headers);
    }
}
