package dev.wxauth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logging in, the user's side and the terminal: sections 1, 5 and 7.2 of the WeChat page. */
class WeChatSimulatorTest {

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
    void aCodeGivesTheSessionAsPlainTextWithoutErrcode() throws Exception {
        HttpResponse<String> response = client.get(client.code2Session(weChat.code(APP, "ada")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(response.headers().firstValue("Content-Length")).isPresent();
        assertThat(new JsonObject(response.body()))
                .isEqualTo(new JsonObject()
                        .put("session_key", weChat.sessionKey(APP, "ada"))
                        .put("openid", weChat.openid(APP, "ada"))
                        .put("unionid", weChat.unionid("ada")));
    }

    @Test
    void valuesHaveTheShapesThatWereObserved() {
        assertThat(weChat.code(APP, "ada")).matches("0[0-9A-Za-z]{31}");
        assertThat(weChat.phoneCode(APP, "ada", "13800000000")).matches("[0-9a-f]{64}");
        assertThat(weChat.sessionKey(APP, "ada")).matches("[A-Za-z0-9+/]{22}==");
        assertThat(weChat.openid(APP, "ada"))
                .matches("o[A-Za-z0-9_-]{27}")
                .isNotEqualTo(weChat.openid(OTHER_APP, "ada"));
        assertThat(weChat.unionid("ada")).matches("[A-Za-z0-9_-]{28}").isNotEqualTo(weChat.unionid("bob"));
    }

    @Test
    void unionidIsAbsentWhenTheAppIsNotBound() throws Exception {
        weChat.bindUnionid(false);

        assertThat(client.answer(client.code2Session(weChat.code(APP, "ada"))).fieldNames())
                .containsExactly("session_key", "openid");
    }

    @Test
    void aCodeWorksOnceWithinFiveMinutes() throws Exception {
        String used = weChat.code(APP, "ada");
        String late = weChat.code(APP, "ada");
        client.answer(client.code2Session(used));

        assertThat(client.errcode(client.code2Session(used))).isEqualTo(40163);
        weChat.advance(Duration.ofMinutes(5));
        assertThat(client.errcode(client.code2Session(late))).isEqualTo(40029);
        assertThat(client.errcode(client.code2Session(late)))
                .as("the first try burnt it")
                .isEqualTo(40163);
    }

    @Test
    void foreignAndUnknownCodesAreInvalid() throws Exception {
        String foreign = weChat.code(OTHER_APP, "ada");

        assertThat(client.errcode(client.code2Session(foreign))).isEqualTo(40029);
        assertThat(client.errcode("/sns/jscode2session?appid=" + OTHER_APP + "&secret=other-secret&js_code=" + foreign
                        + "&grant_type=authorization_code"))
                .as("the wrong app's try burnt it")
                .isEqualTo(40163);
        assertThat(client.errcode(client.code2Session(weChat.phoneCode(APP, "ada", "13800000000"))))
                .isEqualTo(40029);
    }

    @Test
    void aBlockedUserIsRefused() throws Exception {
        weChat.block("eve");

        assertThat(client.errcode(client.code2Session(weChat.code(APP, "eve")))).isEqualTo(40226);
        assertThat(client.errcode(client.code2Session(weChat.code(APP, "ada")))).isZero();
    }

    @Test
    void theRequestIsCheckedInOrderAndSparesTheCode() throws Exception {
        String code = weChat.code(APP, "ada");
        String path = "/sns/jscode2session";

        assertThat(client.errcode("/sns/jsCode2Session?appid=" + APP)).isEqualTo(40066);
        assertThat(client.errcode(path)).isEqualTo(41002);
        assertThat(client.errcode(path + "?appid=wx1")).isEqualTo(41004);
        assertThat(client.errcode(path + "?appid=wx1&secret=x")).isEqualTo(41008);
        assertThat(client.errcode(path + "?appid=wx1&secret=x&js_code=" + code)).isEqualTo(40002);
        assertThat(client.errcode(client.code2Session("wx1", "x", code))).isEqualTo(40013);
        assertThat(client.errcode(client.code2Session(APP, "x", code))).isEqualTo(40125);
        assertThat(new JsonObject(client.post(client.code2Session(code), "").body()).getInteger("errcode"))
                .isEqualTo(41002);
        assertThat(client.errcode(client.code2Session(APP, "next-secret", code)))
                .isZero();
    }

    @Test
    void refusalsCarryARidMadeFromTheClock() throws Exception {
        long before = Instant.now().getEpochSecond();
        String sns = client.answer(client.code2Session("nothing")).getString("errmsg");
        String wxa = client.answer("/wxa/checksession").getString("errmsg");

        assertThat(sns).matches("invalid code, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
        assertThat(wxa).matches("access_token missing rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
        assertThat(Long.parseLong(sns.substring(19, 27), 16)).isBetween(before, before + 5);
    }

    @Test
    void aThirdPartyPlatformLogsInWithItsOwnToken() throws Exception {
        weChat.component("wxcomponent", "component-token");
        String path = "/sns/component/jscode2session?grant_type=authorization_code&appid=" + APP + "&js_code="
                + weChat.code(APP, "ada") + "&component_appid=";

        assertThat(client.errcode(path + "wxcomponent&component_access_token=old"))
                .isEqualTo(40001);
        assertThat(client.errcode(path + "wxnobody&component_access_token=component-token"))
                .isEqualTo(61003);
        assertThat(client.answer(path + "wxcomponent&component_access_token=component-token")
                        .getString("openid"))
                .isEqualTo(weChat.openid(APP, "ada"));
    }

    @Test
    void theSessionKeyRotatesByPolicyAndByHand() {
        weChat.code(APP, "ada");
        String first = weChat.sessionKey(APP, "ada");
        weChat.code(APP, "ada");
        assertThat(weChat.sessionKey(APP, "ada")).isEqualTo(first);

        weChat.rotateOnEveryCode(true);
        weChat.code(APP, "ada");
        assertThat(weChat.sessionKey(APP, "ada")).isNotEqualTo(first);
        assertThat(weChat.rotateSessionKey(APP, "ada")).isEqualTo(weChat.sessionKey(APP, "ada"));
        weChat.sessionKey(APP, "ada", "tiihtNczf5v6AKRyjwEUhQ==");
        assertThat(weChat.sessionKey(APP, "ada")).isEqualTo("tiihtNczf5v6AKRyjwEUhQ==");
    }

    @Test
    void openDataFitTheCurrentKey() {
        JsonObject profile = weChat.signedProfile(APP, "ada", new JsonObject().put("nickName", "阿达 👩‍💻"));
        String key = weChat.sessionKey(APP, "ada");

        assertThat(profile.getString("rawData")).isEqualTo("{\"nickName\":\"阿达 👩‍💻\"}");
        assertThat(profile.getString("signature"))
                .isEqualTo(OpenDataCipher.signature(key, profile.getString("rawData")));
        JsonObject open = new JsonObject(
                OpenDataCipher.decrypt(key, profile.getString("iv"), profile.getString("encryptedData")));
        assertThat(open.fieldNames()).containsExactly("openId", "unionId", "nickName", "watermark");
        assertThat(open.getJsonObject("watermark").getString("appid")).isEqualTo(APP);
    }

    @Test
    void peopleAtATerminalGetCodesAndTroubles() throws Exception {
        String code = client.post("/simulator/code?user=ada&appid=" + APP, "").body();
        assertThat(client.answer(client.code2Session(code)).getString("openid")).isEqualTo(weChat.openid(APP, "ada"));
        String ofTheFirstApp = client.post("/simulator/code?user=ada", "").body();
        assertThat(client.errcode(client.code2Session(ofTheFirstApp))).isZero();
        assertThat(client.post("/simulator/code?user=ada&appid=wxffffffffffffffff", "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/simulator/phone-code?user=ada&phone=13800000000&appid=" + APP, "")
                        .body())
                .matches("[0-9a-f]{64}");
        client.post("/simulator/trouble?errcode=-1", "");
        assertThat(client.errcode(client.code2Session(weChat.code(APP, "ada")))).isEqualTo(-1);
        client.post("/simulator/trouble?calm", "");
        assertThat(client.errcode(client.code2Session(weChat.code(APP, "ada")))).isZero();
        assertThat(weChat.calls("/simulator/code")).isZero();
    }

    @Test
    void aPagesCodeGivesTokensAndByItsScopeAUnionid() throws Exception {
        JsonObject login = client.answer(client.oauth2AccessToken(weChat.pageCode(APP, "ada", PageScope.SNSAPI_LOGIN)));
        assertThat(login.fieldNames())
                .containsExactly("access_token", "expires_in", "refresh_token", "openid", "scope", "unionid");
        assertThat(login.getString("openid")).isEqualTo(weChat.openid(APP, "ada"));
        assertThat(login.getString("scope")).isEqualTo("snsapi_login");

        JsonObject silent = client.answer(client.oauth2AccessToken(weChat.pageCode(APP, "ada", PageScope.SNSAPI_BASE)));
        assertThat(silent.containsKey("unionid")).isFalse();
    }

    @Test
    void aPagesCodeIsNoMiniProgramsCode() throws Exception {
        String page = weChat.pageCode(APP, "ada", PageScope.SNSAPI_USERINFO);
        assertThat(client.errcode(client.code2Session(page))).isEqualTo(40029);
        assertThat(client.errcode(client.oauth2AccessToken(weChat.code(APP, "ada"))))
                .isEqualTo(40029);
        assertThat(client.errcode(client.oauth2AccessToken(page))).isZero();
        assertThat(client.errcode(client.oauth2AccessToken(page))).isEqualTo(40163);
    }

    @Test
    void aWebsitesCodeLivesTenMinutesAndAPagesFive() throws Exception {
        String page = weChat.pageCode(APP, "ada", PageScope.SNSAPI_USERINFO);
        String website = weChat.pageCode(APP, "ada", PageScope.SNSAPI_LOGIN);
        weChat.advance(Duration.ofMinutes(6));
        assertThat(client.errcode(client.oauth2AccessToken(page))).isEqualTo(40029);
        assertThat(client.errcode(client.oauth2AccessToken(website))).isZero();
    }

    @Test
    void snapshotUsersAndMovedAppsAreTold() throws Exception {
        weChat.snapshot("eve");
        weChat.move(APP, "elsewhere");
        String code = weChat.pageCode(APP, "eve", PageScope.SNSAPI_USERINFO);
        JsonObject answer = client.answer(client.oauth2AccessToken(code));
        assertThat(answer.getInteger("is_snapshotuser")).isEqualTo(1);
        assertThat(answer.getString("unionid"))
                .isEqualTo(weChat.unionid("elsewhere", "eve"))
                .isNotEqualTo(weChat.unionid("eve"));
    }
}
