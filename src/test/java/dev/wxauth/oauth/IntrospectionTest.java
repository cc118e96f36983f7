package dev.wxauth.oauth;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7662. */
class IntrospectionTest {
    private static final String ISSUER = "https://auth.example.com";
    private static final String AUDIENCE = "https://api.example.com";
    private static final JsonObject INACTIVE = new JsonObject().put("active", false);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_AUDIENCE", AUDIENCE);

    @Test
    void anAccessTokenIsDescribedByExactlyTheseMembers() {
        JsonObject login = service.login("alice");
        Reply reply = service.introspectReply(login.getString("access_token"), 0);
        JsonObject answer = reply.json();
        long issuedAt = answer.getLong("iat");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(issuedAt).isBetween(now() - 10, now() + 1);
        assertThat(answer.getString("jti")).isNotEmpty();
        assertThat(answer)
                .isEqualTo(common(login)
                        .put("token_type", "Bearer")
                        .put("iat", issuedAt)
                        .put("nbf", issuedAt)
                        .put("exp", issuedAt + 7200)
                        .put("jti", answer.getString("jti")));
    }

    @Test
    void anSkeyIsDescribedByExactlyTheseMembers() {
        JsonObject login = service.login("alice");
        JsonObject answer = service.introspect(login.getString("skey"));
        long start = answer.getLong("iat");
        assertThat(start).isBetween(now() - 10, now() + 1);
        assertThat(answer.getLong("exp")).isBetween(now() + 2_592_000 - 10, now() + 2_592_000 + 1);
        assertThat(answer)
                .isEqualTo(common(login)
                        .put("token_type", "skey")
                        .put("iat", start)
                        .put("nbf", start)
                        .put("exp", answer.getLong("exp"))
                        .put("jti", login.getString("session_id")));
    }

    @Test
    void membersWithoutAValueAreAbsent() {
        service.wechat().bindUnionid(false);
        JsonObject answer = service.introspect(service.login("nobody-knows-me").getString("skey"));
        service.wechat().bindUnionid(true);
        assertThat(answer.getBoolean("active")).isTrue();
        assertThat(answer.containsKey("unionid")).isFalse();
    }

    private static JsonObject common(JsonObject login) {
        return new JsonObject()
                .put("active", true)
                .put("iss", ISSUER)
                .put("sub", login.getString("openid"))
                .put("aud", AUDIENCE)
                .put("client_id", TestSettings.APPID)
                .put("username", login.getString("openid"))
                .put("sid", login.getString("session_id"))
                .put("openid", login.getString("openid"))
                .put("appid", TestSettings.APPID)
                .put("unionid", login.getString("unionid"))
                .put("person", Objects.requireNonNull(login.getString("person")))
                .put("roles", new JsonArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "a.b", "a.b.c", "....", " ", "null", "ключ", "😀", "a\r\nb", "k1", "v1.k1.x", "\u0000"})
    void whatWeDidNotMakeIsInactive(String token) {
        Reply reply = service.introspectReply(token, 0);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).isEqualTo(INACTIVE);
    }

    @Test
    void aTokenOfAnEndedSessionIsInactive() {
        JsonObject login = service.login("alice");
        String bearer = "Bearer " + login.getString("access_token");
        assertThat(service.http().post("/auth/logout", "Authorization", bearer).status())
                .isEqualTo(204);
        assertThat(service.introspectReply(login.getString("access_token"), 0).body())
                .isEqualTo("{\"active\":false}");
        assertThat(service.introspectReply(login.getString("skey"), 0).body()).isEqualTo("{\"active\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token", "skey", "nonsense", ""})
    void theHintIsNeverTrusted(String hint) {
        JsonObject login = service.login("alice");
        for (String kind : new String[] {"access_token", "skey"}) {
            Reply reply = ask(HttpCaller.form("token", login.getString(kind), "token_type_hint", hint));
            assertThat(reply.json().getBoolean("active")).isTrue();
        }
    }

    @Test
    void aRepeatedParameterIs400() {
        assertInvalid(ask("token=a&token=a"));
        assertInvalid(ask("token=a&token_type_hint=x&token_type_hint=x"));
        assertInvalid(ask("token=a&token="));
    }

    @Test
    void aMissingOrEmptyTokenIs400AndNamed() {
        assertThat(assertInvalid(ask("token="))).contains("token");
        assertThat(assertInvalid(ask("other=x"))).contains("token");
        assertThat(assertInvalid(ask(""))).contains("token");
    }

    @Test
    void theQueryIsNotRead() {
        String token = service.login("alice").getString("access_token");
        String client = ServiceExtension.client();
        Reply alone = service.http()
                .postForm("/auth/introspect?" + HttpCaller.form("token", token), "a=b", "Authorization", client);
        assertInvalid(alone);
        Reply beside = service.http()
                .postForm("/auth/introspect?" + HttpCaller.form("token", token), "token=x", "Authorization", client);
        assertThat(beside.json()).isEqualTo(INACTIVE);
        Reply inUrl = service.http()
                .postForm("/auth/introspect?client_id=shop&client_secret=shop-secret", HttpCaller.form("token", token));
        assertError(inUrl, 401, "invalid_client");
    }

    @Test
    void unknownParametersAreIgnored() {
        String token = service.login("alice").getString("access_token");
        Reply reply = ask(HttpCaller.form("token", token, "resource", "x", "resource", "y"));
        assertThat(reply.json().getBoolean("active")).isTrue();
    }

    private static Reply ask(String form) {
        return service.http().postForm("/auth/introspect", form, "Authorization", ServiceExtension.client());
    }

    private static String assertInvalid(Reply reply) {
        assertError(reply, 400, "invalid_request");
        return reply.json().getString("error_description");
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
