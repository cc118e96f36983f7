package dev.wxauth.login;

import static dev.wxauth.support.TestSettings.APPID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before WeChat hears of it. */
class LoginInputTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @AfterEach
    void weChatWasNeverAsked() {
        assertThat(service.wechat().calls("/sns/jscode2session")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "null",
                "[]",
                "[{\"code\":\"abc\"}]",
                "\"abc\"",
                "7",
                "{\"code\":\"abc\"",
                "{\"code\":\"abc\"} {}",
                "{\"code\":\"abc\"}]",
                "{\"code\":\"abc\",}",
                "{'code':'abc'}",
                "{code:\"abc\"}",
                "{\"code\":\"ab\nc\"}",
                "{\"code\":\"\\x\"}",
                "{\"code\":\"abc\",\"n\":01}",
                "{\"code\":\"abc\",\"n\":NaN}",
                "\uFEFF{\"code\":\"abc\"}"
            })
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        Reply reply = post(body);
        assertRefused(reply, 400, "invalid_request");
        assertThat(description(reply)).contains("JSON object");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    code   | {}
                    code   | {"code":null}
                    code   | {"code":42}
                    code   | {"code":true}
                    code   | {"code":["abc"]}
                    code   | {"code":{"code":"abc"}}
                    code   | {"code":"abc","code":"abc"}
                    code   | {"code":"abc","c\\u006fde":"abc"}
                    code   | {"code":null,"code":"abc"}
                    code   | {"code":"\\ud800"}
                    code   | {"code":null,"code":null}
                    device | {"code":"abc","device":null,"device":"x"}
                    device | {"code":"abc","device":7}
                    device | {"code":"abc","device":[]}
                    device | {"code":"abc","device":"a","device":"b"}
                    device | {"code":"abc","device":"\\ud83d"}
                    device | {"code":"abc","device":"\\ude00\\ud83d"}
                    appid  | {"code":"abc","appid":1}
                    appid  | {"code":"abc","appid":""}
                    appid  | {"code":"abc","appid":"wx0123456789abcdef","appid":"wx0123456789abcdef"}
                    """)
    void anIllMemberIsNamed(String member, String body) {
        Reply reply = post(body);
        assertRefused(reply, 400, "invalid_request");
        assertThat(description(reply)).contains("member " + member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a+b", "a/b", "a=", "a%20b", "a&secret=b", "a\nb", "ａ", "é", "a\u0000"})
    void aCodeOfOtherCharactersIsRefused(String code) {
        Reply reply = post(new JsonObject().put("code", code).encode());
        assertRefused(reply, 400, "invalid_request");
        assertThat(description(reply)).contains("code");
    }

    @Test
    void aCodeOf513CharactersIsRefused() {
        assertRefused(post(new JsonObject().put("code", "a".repeat(513)).encode()), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json; charset=gbk",
                "application/json;charset=\"ISO-8859-1\"",
                "application/x-www-form-urlencoded",
                "application/jsonp",
                "application/vnd.api+json",
                "json"
            })
    void anotherMediaTypeOrCharsetIsRefused(String type) {
        assertRefused(
                service.http().send("POST", "/auth/login", "{\"code\":\"abc\"}", "Content-Type", type),
                415,
                "unsupported_media_type");
    }

    @Test
    void noMediaTypeIsRefused() {
        assertRefused(service.http().send("POST", "/auth/login", "{\"code\":\"abc\"}"), 415, "unsupported_media_type");
    }

    @Test
    void anEncodedBodyIsRefused() {
        Reply reply = service.http()
                .send(
                        "POST",
                        "/auth/login",
                        "{\"code\":\"abc\"}",
                        "Content-Type",
                        "application/json",
                        "Content-Encoding",
                        "gzip");
        assertRefused(reply, 415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "fifteen-charact", "has a blank inside it", "plus+plus+plus+plus+plus"})
    void anIllIdempotencyKeyIsRefused(String key) {
        Reply reply =
                service.http().postJson("/auth/login", new JsonObject().put("code", "abc"), "Idempotency-Key", key);
        assertRefused(reply, 400, "invalid_request");
        assertThat(description(reply)).contains("Idempotency-Key");
    }

    @Test
    void twoIdempotencyKeysAreRefused() {
        String key = "sixteen-characters";
        Reply reply = service.http()
                .postJson(
                        "/auth/login",
                        new JsonObject().put("code", "abc"),
                        "Idempotency-Key",
                        key,
                        "Idempotency-Key",
                        key);
        assertRefused(reply, 400, "invalid_request");
    }

    @Test
    void aBodyAbove64KibIsRefusedByItsLength() {
        assertRefused(RawPost.withLength(service.url(0), padded(64 * 1024 + 1)), 413, "payload_too_large");
    }

    @Test
    void aBodyAbove64KibIsRefusedInChunksToo() {
        assertRefused(RawPost.chunked(service.url(0), padded(64 * 1024 + 1)), 413, "payload_too_large");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] overlong = "{\"code\":\"abc\",\"device\":\"??\"}".getBytes(UTF_8);
        overlong[24] = (byte) 0xc0;
        overlong[25] = (byte) 0xaf;
        assertRefused(RawPost.withLength(service.url(0), overlong), 400, "invalid_request");
    }

    @Test
    void aSurrogateInUtf8IsRefused() {
        byte[] cesu = "{\"code\":\"abc\",\"device\":\"???\"}".getBytes(UTF_8);
        cesu[24] = (byte) 0xed;
        cesu[25] = (byte) 0xa0;
        cesu[26] = (byte) 0x80;
        assertRefused(RawPost.withLength(service.url(0), cesu), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsRefused(String opening) {
        String body = "{\"code\":\"abc\",\"deep\":" + opening.repeat(10_000);
        assertRefused(post(body), 400, "invalid_request");
    }

    private static byte[] padded(int length) {
        String start = "{\"code\":\"abc\",\"padding\":\"";
        return (start + "x".repeat(length - start.length() - 2) + "\"}").getBytes(UTF_8);
    }

    private static Reply post(String body) {
        return service.http().send("POST", "/auth/login", body, "Content-Type", "application/json");
    }

    private static String description(Reply reply) {
        return reply.json().getString("error_description");
    }

    private static void assertRefused(Reply reply, int status, String error) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.json().fieldNames()).containsExactlyInAnyOrder("error", "error_description", "request_id");
        assertThat(reply.error()).isEqualTo(error);
        assertThat(description(reply)).matches("[\\x20-\\x7e]+").doesNotContain(APPID);
        assertThat(reply.json().getString("request_id")).isEqualTo(reply.header("X-Request-Id"));
    }
}
