package dev.wxauth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The calls that need an access_token: sections 2.1, 3 and 4.1 of the WeChat page. */
class WxaRoutesTest {

    private static final String APP = "wx0123456789abcdef";
    private static final String OTHER_APP = "wxfedcba9876543210";

    @RegisterExtension
    static final SimulatorExtension simulator = new SimulatorExtension();

    private WeChatSimulator weChat;
    private SimulatorClient client;

    @BeforeEach
    void start() {
        weChat = simulator.weChat();
        client = simulator.client(APP, "secret", "next-secret");
        weChat.app(OTHER_APP, "other-secret");
    }

    @Test
    void classicTokensOverlapForFiveMinutes() throws Exception {
        String first = client.token();
        String second = client.token();

        assertThat(second).isNotEqualTo(first);
        assertThat(checkSession(first)).as("still works").isZero();
        weChat.advance(Duration.ofMinutes(5));
        assertThat(checkSession(first)).isEqualTo(40001);
        assertThat(checkSession(second)).isZero();
        weChat.advance(Duration.ofHours(2));
        assertThat(checkSession(second)).isEqualTo(42001);
        assertThat(weChat.tokenFetches(APP)).isEqualTo(2);
    }

    @Test
    void aFreshTokenLivesForTwoHours() throws Exception {
        assertThat(client.answer("/cgi-bin/token?grant_type=client_credential&secret=secret&appid=" + APP)
                        .getInteger("expires_in"))
                .isEqualTo(7200);
    }

    @Test
    void theStableTokenStaysTheSameUntilNearItsEnd() throws Exception {
        String first = client.stableToken(false);
        client.token();
        weChat.advance(Duration.ofMinutes(114));
        assertThat(client.stableToken(false)).isEqualTo(first);

        weChat.advance(Duration.ofMinutes(2));
        String second = client.stableToken(false);
        assertThat(second).isNotEqualTo(first);
        assertThat(checkSession(first)).isZero();
        assertThat(client.stableToken(true)).isNotEqualTo(second);
        assertThat(checkSession(second)).isEqualTo(40001);
        assertThat(client.errcode("/cgi-bin/stable_token")).isEqualTo(43002);
        assertThat(client.post("/cgi-bin/stable_token", "[]").body()).startsWith("{\"errcode\":47001,");
    }

    @Test
    void tokensAreRefusedAndExpireOnDemand() throws Exception {
        assertThat(checkSession("")).isEqualTo(41001);
        assertThat(checkSession("made-up")).isEqualTo(40014);
        String first = client.stableToken(false);
        weChat.expireAccessTokens(APP);
        assertThat(checkSession(first)).isEqualTo(42001);
        String second = client.stableToken(false);
        weChat.killAccessTokens(APP);
        assertThat(checkSession(second)).isEqualTo(40001);
        assertThat(checkSession(client.stableToken(false))).isZero();
    }

    @Test
    void theSessionKeyIsCheckedAndReset() throws Exception {
        String key = weChat.sessionKey(APP, "ada");
        String token = client.stableToken(false);

        assertThat(client.errcode(signed("checksession", token, key))).isZero();
        JsonObject reset = client.answer(signed("resetusersessionkey", token, key));
        assertThat(reset.getInteger("errcode")).isZero();
        assertThat(reset.getString("openid")).isEqualTo(weChat.openid(APP, "ada"));
        assertThat(reset.getString("session_key")).isNotEqualTo(key).isEqualTo(weChat.sessionKey(APP, "ada"));
        assertThat(client.errcode(signed("checksession", token, key))).isEqualTo(87009);
        assertThat(client.errcode(signed("resetusersessionkey", token, key).replace("hmac_sha256", "md5")))
                .isEqualTo(87008);
        assertThat(client.errcode(signed("resetusersessionkey", token, key).replace("openid=", "openid=o")))
                .isEqualTo(87007);
    }

    @Test
    void aPhoneCodeWorksOnceForItsApp() throws Exception {
        String url = "/wxa/business/getuserphonenumber?access_token=" + client.stableToken(false);
        String code = weChat.phoneCode(APP, "ada", "13800000000");
        String foreign = weChat.phoneCode(OTHER_APP, "ada", "13800000000");

        JsonObject answer = phone(url, code);
        assertThat(answer.getInteger("errcode")).isZero();
        JsonObject info = answer.getJsonObject("phone_info");
        assertThat(info.getJsonObject("watermark").getString("appid")).isEqualTo(APP);
        assertThat(info.getString("purePhoneNumber")).isEqualTo("13800000000");
        assertThat(info.getString("countryCode")).isEqualTo("86");
        assertThat(phone(url, code).getString("errmsg")).matches("invalid code hint: \\[\\w+\\] rid: .+");
        assertThat(phone(url, foreign).getInteger("errcode")).isEqualTo(40013);
        assertThat(phone(url, weChat.code(APP, "ada")).getInteger("errcode")).isEqualTo(40029);
        assertThat(phone(url, weChat.phoneCode(APP, "bob", "+852 61234567"))
                        .getJsonObject("phone_info")
                        .getString("phoneNumber"))
                .isEqualTo("+85261234567");
    }

    private int checkSession(String token) throws Exception {
        return client.errcode(signed("checksession", token, weChat.sessionKey(APP, "ada")));
    }

    private String signed(String call, String token, String sessionKey) {
        return "/wxa/" + call + "?sig_method=hmac_sha256&access_token=" + token + "&openid=" + weChat.openid(APP, "ada")
                + "&signature=" + OpenDataCipher.userState(sessionKey, "");
    }

    private JsonObject phone(String url, String code) throws Exception {
        return new JsonObject(
                client.post(url, new JsonObject().put("code", code).encode()).body());
    }
}
