package dev.wxauth.login;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TwoAppsTest {
    private static final String OTHER = "wxaaaaaaaaaaaaaaaa";
    private static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_APPS", APPID + ":" + APP_SECRET + "," + OTHER + ":" + OTHER_SECRET);

    @BeforeEach
    void registerTheOtherApp() {
        service.wechat().app(OTHER, OTHER_SECRET);
    }

    @Test
    void theAppMustBeNamed() {
        String code = service.wechat().code(APPID, "alice");
        Reply reply = service.http().postJson("/auth/login", new JsonObject().put("code", code));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(reply.json().getString("error_description")).contains("appid");
        assertThat(service.wechat().calls("/sns/jscode2session")).isZero();
    }

    @Test
    void aUserIsAnotherOneInEachApp() {
        JsonObject here = login(APPID).json();
        JsonObject there = login(OTHER).json();
        assertThat(here.getString("openid")).isEqualTo(service.wechat().openid(APPID, "alice"));
        assertThat(there.getString("openid")).isEqualTo(service.wechat().openid(OTHER, "alice"));
        assertThat(here.getString("unionid")).isEqualTo(there.getString("unionid"));
        assertThat(service.introspect(there.getString("skey")).getString("client_id"))
                .isEqualTo(OTHER);
    }

    private static Reply login(String appid) {
        return service.http()
                .postJson(
                        "/auth/login",
                        new JsonObject()
                                .put("code", service.wechat().code(appid, "alice"))
                                .put("appid", appid));
    }
}
