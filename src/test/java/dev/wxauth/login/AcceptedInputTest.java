package dev.wxauth.login;

import static dev.wxauth.support.TestSettings.APPID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is odd and yet right, and must not be refused. */
class AcceptedInputTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=UTF-8",
                "application/json;charset=utf-8",
                "application/json; charset=\"utf-8\"",
                "application/json; charset=\"UTF-8\"",
                "application/json; charset=utf8",
                "application/json;charset=UTF8",
                "application/json; charset=\"utf8\"",
                "application/json; Charset = utf-8",
                "Application/JSON",
                "application/json ; profile=x"
            })
    void utf8MayBeNamed(String type) {
        assertThat(postAs(type).status()).isEqualTo(200);
    }

    @Test
    void unknownMembersAreIgnoredWhateverTheyHold() {
        String more = ",\"a\":null,\"b\":[1,[{\"code\":2}]],\"c\":{\"code\":3},\"d\":1e9999,\"e\":-0.5,\"\":\"\"}";
        assertThat(post(body().replace("}", more)).status()).isEqualTo(200);
    }

    @Test
    void nullForAnOptionalMemberIsNoMember() {
        Reply reply = post(body().replace("}", ",\"device\":null,\"appid\":null}"));
        assertThat(reply.status()).isEqualTo(200);
        String bearer = "Bearer " + reply.json().getString("skey");
        assertThat(service.http()
                        .get("/auth/session", "Authorization", bearer)
                        .json()
                        .fieldNames())
                .doesNotContain("device");
    }

    @Test
    void escapesAndBlanksAreReadAsJson() {
        assertThat(post(body().replace("code", "\\u0063ode").replace(":", " :\r\n\t"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBodyOf64KibIsTaken() {
        String start = body().replace("}", ",\"padding\":\"");
        byte[] body = (start + "x".repeat(64 * 1024 - start.length() - 2) + "\"}").getBytes(UTF_8);
        assertThat(body).hasSize(64 * 1024);
        assertThat(RawPost.withLength(service.url(0), body).status()).isEqualTo(200);
        assertThat(RawPost.chunked(service.url(0), body().getBytes(UTF_8)).status())
                .isEqualTo(200);
    }

    @Test
    void aCodeOf512CharactersReachesWeChat() {
        String code = "_-".repeat(256);
        Reply reply = post(new JsonObject().put("code", code).encode());
        assertThat(reply.json().getInteger("wechat_errcode")).isEqualTo(40029);
        assertThat(service.wechat().recorded().get(0).param("js_code")).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void aRequestIdIsKept(String id) {
        assertThat(post(body(), "X-Request-Id", id).header("X-Request-Id")).isEqualTo(id);
        Reply refused = post("{}", "X-Request-Id", id);
        assertThat(refused.header("X-Request-Id")).isEqualTo(id);
        assertThat(refused.json().getString("request_id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a,b", "{}", "01234567890123456789012345678901234567890123456789012345678901234"})
    void anIllRequestIdIsReplaced(String id) {
        assertThat(post(body(), "X-Request-Id", id).header("X-Request-Id"))
                .isNotEqualTo(id)
                .matches("[A-Za-z0-9._-]{1,64}");
    }

    private static String body() {
        return new JsonObject()
                .put("code", service.wechat().code(APPID, "alice"))
                .encode();
    }

    private static Reply post(String body) {
        return post(body, "X-Request-Id", "accepted");
    }

    private static Reply post(String body, String header, String value) {
        return service.http().send("POST", "/auth/login", body, "Content-Type", "application/json", header, value);
    }

    private static Reply postAs(String type) {
        return service.http().send("POST", "/auth/login", body(), "Content-Type", type);
    }
}
