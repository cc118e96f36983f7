package dev.wxauth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.PageScope;
import dev.wxauth.simulator.RecordedCall;
import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Front;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins from pages of official accounts, websites and mobile apps, whose servers bring the codes. */
class FrontsTest {
    private static final String EXCHANGE = "/sns/oauth2/access_token";
    private static final String OTHER_CLIENT = HttpCaller.basic("portal", "portal-secret");

    @RegisterExtension
    static final ServiceExtension service = Front.serving()
            .with(
                    "WXAUTH_CLIENTS",
                    TestSettings.CLIENT_ID + ":" + TestSettings.CLIENT_SECRET
                            + ":introspect+users:read+session-key+login,portal:portal-secret:login,"
                            + "weak:weak-secret:introspect,web::device");

    private final SessionCaller sessions = new SessionCaller(service.http());
    private Front website;

    @BeforeEach
    void aWebsite() {
        website = Front.website(service);
    }

    static Stream<Front> fronts() {
        return Stream.of(Front.official(service), Front.website(service), Front.mobile(service), Front.silent(service));
    }

    @ParameterizedTest
    @MethodSource("fronts")
    void aServerLogsItsUserIn(Front front) {
        JsonObject login = front.login("alice");
        assertThat(login.getString("openid")).isEqualTo(front.openid("alice"));
        assertThat(login.getString("unionid"))
                .isEqualTo(
                        front.scope() == PageScope.SNSAPI_BASE
                                ? null
                                : service.wechat().unionid("alice"));

        JsonObject told = service.introspect(login.getString("access_token"));
        assertThat(told.getString("appid")).isEqualTo(front.appid());
        assertThat(sessions.refresh(login.getString("skey")).status()).isEqualTo(200);
        assertThat(service.wechat().calls(EXCHANGE)).isEqualTo(1);
        assertThat(service.wechat().calls("/sns/jscode2session")).isZero();
    }

    @Test
    void whoNamesNoAppIsOfTheOnlyMiniProgram() {
        JsonObject code = new JsonObject().put("code", service.wechat().code(TestSettings.APPID, "alice"));
        assertThat(service.http().postJson("/auth/login", code).json().getString("openid"))
                .isEqualTo(service.wechat().openid(TestSettings.APPID, "alice"));
    }

    @Test
    void weChatIsAskedAsItWants() {
        website.login("alice");
        RecordedCall call = service.wechat().recorded().get(0);
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.params())
                .containsOnlyKeys("appid", "secret", "code", "grant_type")
                .containsEntry("appid", Front.WEBSITE)
                .containsEntry("grant_type", "authorization_code");
    }

    @Test
    void aCodeThatAnybodyBringsIsNotTakenNorSpent() {
        String code = website.code("alice");
        assertRefused(website.exchange(code, 0), 401, "invalid_client");
        assertRefused(
                website.exchange(code, 0, "Authorization", HttpCaller.basic("shop", "guess")), 401, "invalid_client");
        assertRefused(
                website.exchange(code, 0, "Authorization", HttpCaller.basic("weak", "weak-secret")),
                403,
                "insufficient_scope");
        String bearer = "Bearer " + Front.miniProgram(service).login("mallory").getString("access_token");
        assertRefused(website.exchange(code, 0, "Authorization", bearer), 401, "invalid_client");
        assertThat(service.wechat().calls(EXCHANGE)).isZero();
        assertThat(website.exchange(code).status()).isEqualTo(200);
    }

    @Test
    void aClientWithoutASecretBringsNoCode() {
        String code = website.code("alice");
        for (String secret : new String[] {"", "guess"}) {
            Reply reply = website.exchange(code, 0, "Authorization", HttpCaller.basic("web", secret));
            assertRefused(reply, 401, "invalid_client");
        }
        assertThat(service.wechat().calls(EXCHANGE)).isZero();
    }

    /** Nobody learns what is wrong with a request who may not make it. */
    @Test
    void whoAsksComesBeforeWhatIsAsked() {
        JsonObject without = new JsonObject().put("appid", Front.WEBSITE);
        Reply refused = service.http().postJson("/auth/login", without);
        assertRefused(refused, 401, "invalid_client");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Basic ");
        Reply read = service.http().postJson("/auth/login", without, "Authorization", ServiceExtension.client());
        assertRefused(read, 400, "invalid_request");
        assertThat(read.json().getString("error_description")).contains("code");
    }

    @Test
    void credentialsInTheBodyAreNone() {
        JsonObject body = new JsonObject()
                .put("appid", Front.WEBSITE)
                .put("code", website.code("alice"))
                .put("client_id", TestSettings.CLIENT_ID)
                .put("client_secret", TestSettings.CLIENT_SECRET);
        assertRefused(service.http().postJson("/auth/login", body), 401, "invalid_client");
    }

    @Test
    void aMiniProgramsLoginDoesNotLookAtAnAuthorizationHeader() {
        Front miniProgram = Front.miniProgram(service);
        for (String header : new String[] {HttpCaller.basic("shop", "guess"), "Bearer nonsense", "?"}) {
            assertThat(miniProgram
                            .exchange(miniProgram.code("alice"), 0, "Authorization", header)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "40029,400,invalid_grant",
        "40163,400,invalid_grant",
        "42003,400,invalid_grant",
        "40226,403,access_denied",
        "45011,429,rate_limited",
        "-1,503,temporarily_unavailable",
        "40125,500,server_error",
        "40013,500,server_error",
        "48001,500,server_error"
    })
    void weChatsErrcodesMeanWhatTheyMeanForMiniPrograms(int errcode, int status, String error) {
        service.wechat().troubleNext(1, Trouble.errcode(errcode));
        assertRefused(website.exchange(website.code("alice")), status, error);
        assertThat(service.wechat().calls(EXCHANGE)).isEqualTo(1);
    }

    @Test
    void anAnswerThatCannotBeUsedIsWeChatsFault() {
        for (Trouble trouble : new Trouble[] {Trouble.noOpenid(), Trouble.emptyBody(), Trouble.html(200)}) {
            service.wechat().troubleNext(1, trouble);
            assertRefused(website.exchange(website.code("alice")), 502, "upstream_error");
        }
    }

    @Test
    void aCodeIsGoodOnceAndOnlyForItsOwnApp() {
        String code = website.code("alice");
        assertThat(website.exchange(code).status()).isEqualTo(200);
        assertRefused(website.exchange(code), 400, "invalid_grant");
        assertThat(service.wechat().calls(EXCHANGE)).isEqualTo(1);
        assertRefused(Front.mobile(service).exchange(website.code("alice")), 400, "invalid_grant");
        assertRefused(Front.miniProgram(service).exchange(website.code("alice")), 400, "invalid_grant");
        assertRefused(website.exchange(Front.miniProgram(service).code("alice")), 400, "invalid_grant");
    }

    @Test
    void aRepeatGetsTheSameAnswerAndNobodyElseDoes() {
        String code = website.code("alice");
        String key = UUID.randomUUID().toString();
        Reply first = website.exchange(code, 0, "Authorization", ServiceExtension.client(), "Idempotency-Key", key);
        Reply again = website.exchange(code, 0, "Authorization", ServiceExtension.client(), "Idempotency-Key", key);
        assertThat(again.json().getString("access_token"))
                .isEqualTo(first.json().getString("access_token"));
        assertThat(service.wechat().calls(EXCHANGE)).isEqualTo(1);

        Reply other = website.exchange(code, 0, "Authorization", OTHER_CLIENT, "Idempotency-Key", key);
        assertRefused(other, 400, "invalid_grant");
        assertRefused(website.exchange(code, 0, "Idempotency-Key", key), 401, "invalid_client");
        assertThat(service.wechat().calls(EXCHANGE)).isEqualTo(1);
    }

    @Test
    void anInventedUserIsNotLetIn() {
        for (Object yes : new Object[] {1, "1", true, 1.0}) {
            service.wechat().troubleNext(1, Trouble.member("is_snapshotuser", yes));
            assertRefused(website.exchange(website.code("alice")), 403, "access_denied");
        }
        for (Object no : new Object[] {0, "0", false, null}) {
            service.wechat().troubleNext(1, Trouble.member("is_snapshotuser", no));
            assertThat(website.exchange(website.code("alice")).status()).isEqualTo(200);
        }
        assertThat(service.redisView().keys()).noneMatch(key -> key.contains("idem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/decrypt", "/auth/profile"})
    void whatNeedsASessionKeyFindsNone(String path) {
        JsonObject login = website.login("alice");
        JsonObject data = service.wechat().signedProfile(Front.WEBSITE, "alice", new JsonObject().put("nickName", "a"));
        Reply reply = service.http()
                .send(
                        path.endsWith("profile") ? "PUT" : "POST",
                        path,
                        data.encode(),
                        "Authorization",
                        SessionCaller.bearer(login.getString("skey")),
                        "Content-Type",
                        "application/json");
        assertRefused(reply, 400, "session_key_stale");
    }

    @Test
    void thereIsNoSessionKeyToCheckAndNoPhoneButton() {
        String bearer = SessionCaller.bearer(website.login("alice").getString("access_token"));
        Reply check = service.http().post("/auth/session-key/check", "Authorization", bearer);
        assertThat(check.json().getBoolean("valid")).isFalse();
        JsonObject code =
                new JsonObject().put("code", service.wechat().phoneCode(Front.WEBSITE, "alice", "13800000000"));
        assertRefused(service.http().postJson("/auth/phone", code, "Authorization", bearer), 400, "invalid_request");
        String user = website.path("alice");
        assertThat(service.asClient("POST", user + "/session-key/check", "")
                        .json()
                        .getBoolean("valid"))
                .isFalse();
        assertRefused(service.asClient("POST", user + "/session-key/reset", ""), 400, "session_key_stale");
        assertRefused(service.asClient("POST", user + "/sign", "{\"payload\":\"\"}"), 400, "session_key_stale");
        assertThat(service.wechat().recorded()).hasSize(1);
    }

    private static void assertRefused(Reply reply, int status, String error) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.error()).isEqualTo(error);
    }
}
