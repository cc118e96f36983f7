package dev.wxauth.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.OpenDataCipher;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final String URL = "https://thirdwx.qlogo.cn/mmopen/vi_32/x/132";

    private static JsonObject nickName(String name) {
        return new JsonObject().put("nickName", name);
    }

    @Test
    void isEmptyAtFirst() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(alice.get("/auth/profile").body()).isEqualTo("{}");
    }

    @Test
    void aMemberLeftOutStaysAndAnEmptyOneIsCleared() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(alice.put("/auth/profile", nickName("Alice")).status()).isEqualTo(204);
        assertThat(alice.put("/auth/profile", new JsonObject().put("avatarUrl", URL))
                        .status())
                .isEqualTo(204);
        assertThat(alice.get("/auth/profile").json())
                .isEqualTo(nickName("Alice").put("avatarUrl", URL));
        alice.put("/auth/profile", nickName(""));
        assertThat(alice.get("/auth/profile").json()).isEqualTo(new JsonObject().put("avatarUrl", URL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D\uDC4D\uD83C\uDFFF",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
                "\uD83C\uDDE8\uD83C\uDDF3",
                "\uD840\uDC00\uD869\uDED6",
                "e\u0301 \u202E \u0000 \\ \" ",
                "\u5fae\u4fe1\u7528\u6237"
            })
    void keepsEveryCodePoint(String name) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(alice.put("/auth/profile", nickName(name)).status()).isEqualTo(204);
        assertThat(alice.get("/auth/profile").json().getString("nickName")).isEqualTo(name);
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String fits = "\uD83D\uDE00".repeat(128);
        assertThat(alice.put("/auth/profile", nickName(fits)).status()).isEqualTo(204);
        assertThat(alice.put("/auth/profile", nickName(fits + "x")).error()).isEqualTo("invalid_request");
        assertThat(alice.get("/auth/profile").json().getString("nickName")).isEqualTo(fits);
    }

    @Test
    void malformedRequestsAreRefusedAndNameTheMember() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject signed = alice.signedProfile(nickName("Alice"));
        JsonObject withoutIv = signed.copy();
        withoutIv.remove("iv");
        assertThat(describe(alice, "{\"nickName\":\"\\ud83d\"}")).contains("nickName");
        assertThat(describe(alice, "{\"nickName\":null}")).contains("nickName");
        assertThat(describe(alice, "{\"nickName\":\"a\",\"nickName\":\"b\"}")).contains("nickName");
        assertThat(describe(alice, "{}")).contains("nickName");
        assertThat(describe(alice, signed.copy().put("nickName", "x").encode())).contains("nickName");
        assertThat(describe(alice, "{\"rawData\":\"{}\"}")).contains("signature");
        assertThat(describe(alice, "{\"signature\":\"\"}")).contains("rawData");
        assertThat(describe(alice, withoutIv.encode())).contains("iv");
        assertThat(alice.get("/auth/profile").body()).isEqualTo("{}");
    }

    @Test
    void nullIsNoMember() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject unsigned = new JsonObject().putNull("rawData").putNull("signature");
        alice.put("/auth/profile", nickName("Alice").put("avatarUrl", URL));
        assertThat(alice.put(
                                "/auth/profile",
                                unsigned.copy().put("nickName", "Al").putNull("avatarUrl"))
                        .status())
                .isEqualTo(204);
        assertThat(alice.get("/auth/profile").json()).isEqualTo(nickName("Al").put("avatarUrl", URL));
        JsonObject signed = alice.signedProfile(nickName("Alice")).putNull("nickName");
        assertThat(alice.put(
                                "/auth/profile",
                                signed.copy().putNull("encryptedData").putNull("iv"))
                        .status())
                .isEqualTo(204);
        assertThat(alice.get("/auth/profile").json().getString("nickName")).isEqualTo("Alice");
        assertThat(describe(alice, signed.copy().putNull("iv").encode())).contains("iv");
        assertThat(describe(alice, signed.copy().putNull("encryptedData").encode()))
                .contains("encryptedData");
        assertThat(describe(alice, signed.copy().putNull("signature").encode())).contains("signature");
        assertThat(describe(alice, unsigned.encode())).contains("nickName");
    }

    private static String describe(MiniProgram user, String body) {
        Reply reply = service.http()
                .send("PUT", "/auth/profile", body, "Content-Type", "application/json", "Authorization", user.bearer());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        return reply.json().getString("error_description");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/y", "javascript:alert(1)", "//x/y", "x", "https://", "https://x/ y", "data:,"})
    void anAvatarIsAnHttpAddress(String url) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(alice.put("/auth/profile", new JsonObject().put("avatarUrl", url))
                        .error())
                .isEqualTo("invalid_request");
    }

    /** RFC 3986 section 3.1: a scheme in capitals is the same. */
    @Test
    void itsSchemeMayBeInCapitals() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject avatar = new JsonObject().put("avatarUrl", "HTTPS://x/y");
        assertThat(alice.put("/auth/profile", avatar).status()).isEqualTo(204);
        assertThat(alice.get("/auth/profile").json()).isEqualTo(avatar);
    }

    @Test
    void anAvatarHasAtMost1024Characters() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String longest = "https://x/" + "a".repeat(1014);
        assertThat(alice.put("/auth/profile", new JsonObject().put("avatarUrl", longest))
                        .status())
                .isEqualTo(204);
        assertThat(alice.put("/auth/profile", new JsonObject().put("avatarUrl", longest + "a"))
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void takesSignedDataWithAndWithoutTheEncryptedPart() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject signed = alice.signedProfile(nickName("Alice \uD83D\uDE00").put("avatarUrl", URL));
        assertThat(alice.put("/auth/profile", signed).status()).isEqualTo(204);
        assertThat(alice.get("/auth/profile").json())
                .isEqualTo(nickName("Alice \uD83D\uDE00").put("avatarUrl", URL));
        JsonObject plain = alice.signedProfile(nickName("Alicia"));
        plain.remove("encryptedData");
        plain.remove("iv");
        assertThat(alice.put("/auth/profile", plain).status()).isEqualTo(204);
        assertThat(alice.get("/auth/profile").json().getString("nickName")).isEqualTo("Alicia");
    }

    @Test
    void dataSignedBeforeTheKeyWasRotatedStillCount() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject old = alice.signedProfile(nickName("Alice"));
        alice.rotateSessionKey();
        service.login("alice");
        assertThat(alice.put("/auth/profile", old).status()).isEqualTo(204);
    }

    /** WeChat signs the text as it is, control characters and all. */
    @Test
    void rawControlCharactersInSignedDataAreRead() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String rawData = "{\"nickName\":\"\u0014Ali\tce\"}";
        String key = service.wechat().sessionKey(TestSettings.APPID, "alice");
        JsonObject signed =
                new JsonObject().put("rawData", rawData).put("signature", OpenDataCipher.signature(key, rawData));
        assertThat(alice.put("/auth/profile", signed).status()).isEqualTo(204);
        assertThat(alice.get("/auth/profile").json().getString("nickName")).isEqualTo("\u0014Ali\tce");
    }

    @Test
    void signedDataThatDoNotFitAreStale() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject signed = alice.signedProfile(nickName("Alice"));
        MiniProgram bob = MiniProgram.login(service, "bob");
        List<JsonObject> bad = List.of(
                signed.copy().put("signature", "0".repeat(40)),
                signed.copy().put("signature", ""),
                signed.copy().put("rawData", "{\"nickName\":\"Mallory\"}"),
                // Too long as well, but the signature comes first.
                signed.copy().put("rawData", nickName("x".repeat(200)).encode()),
                signed.copy().put("rawData", "not JSON"),
                signed.copy().put("encryptedData", "AAAA"),
                alice.signedProfile(nickName("Alice").put("openId", bob.openid())),
                alice.signedProfile(nickName("Alice").put("watermark", new JsonObject().put("appid", "wxother"))),
                bob.signedProfile(nickName("Bob")));
        for (JsonObject body : bad) {
            Reply reply = alice.put("/auth/profile", body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error()).isEqualTo("session_key_stale");
        }
        assertThat(alice.get("/auth/profile").body()).isEqualTo("{}");
    }

    @Test
    void signedDataKeepTheRulesToo() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(alice.put("/auth/profile", alice.signedProfile(nickName("x".repeat(129))))
                        .error())
                .isEqualTo("invalid_request");
        for (String rawData : List.of("{\"nickName\":\"\\ud83d\"}", "{\"nickName\":1}", "[]", "null", "no JSON")) {
            assertThat(alice.put("/auth/profile", signed("alice", rawData)).error())
                    .isEqualTo("invalid_request");
        }
    }

    @Test
    void anOpenIdInRawDataMustBeTheUsers() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String own = nickName("Alice").put("openId", alice.openid()).encode();
        assertThat(alice.put("/auth/profile", signed("alice", own)).status()).isEqualTo(204);
        String foreign = nickName("Alice").put("openId", "oSomebodyElse").encode();
        assertThat(alice.put("/auth/profile", signed("alice", foreign)).error()).isEqualTo("session_key_stale");
    }

    private static JsonObject signed(String user, String rawData) {
        String key = service.wechat().sessionKey(TestSettings.APPID, user);
        return new JsonObject().put("rawData", rawData).put("signature", OpenDataCipher.signature(key, rawData));
    }

    @Test
    void theAnonymousNicknameClearsTheProfile() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.put("/auth/profile", nickName("Alice").put("avatarUrl", URL));
        JsonObject anonymous = nickName("\u5fae\u4fe1\u7528\u6237").put("avatarUrl", URL);
        assertThat(alice.put("/auth/profile", alice.signedProfile(anonymous)).status())
                .isEqualTo(204);
        assertThat(alice.get("/auth/profile").body()).isEqualTo("{}");
    }

    @Test
    void aProfileIsKeptForGoodAndAUserWithoutOneIsNot() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String key = "wxauth:{" + alice.tag() + "}:u";
        assertThat(service.redisView().keys()).doesNotContain(key);
        alice.put("/auth/profile", nickName("Alice"));
        assertThat(service.redisView().call("PTTL", key).toLong()).isEqualTo(-1);
        service.login("alice");
        assertThat(service.redisView().call("PTTL", key).toLong()).isEqualTo(-1);
        alice.put("/auth/profile", nickName(""));
        assertThat(service.redisView().call("PTTL", key).toLong()).isPositive();
    }
}
