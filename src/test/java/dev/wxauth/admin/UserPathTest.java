package dev.wxauth.admin;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import dev.wxauth.web.RawHttp;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An openid is any printable ASCII, and whoever could log in can be named. */
class UserPathTest {
    private static final String USERS = "/auth/users/" + TestSettings.APPID + "/";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "/",
                "a//b/",
                "100%",
                "%2F",
                "%252f",
                "a+b",
                ".",
                "..",
                "...",
                ".well-known",
                "?a=b",
                "a#b",
                "roles",
                "a/roles",
                ":openid",
                "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
            })
    void everyUserCanBeNamedOnEveryRoute(String openid) {
        String token = logIn(openid).getString("access_token");
        String path = USERS + encoded(openid);
        assertThat(call("GET", path, "").json().getString("openid")).isEqualTo(openid);
        assertThat(call("PUT", path + "/roles", "{\"roles\":[\"vip\"]}").status())
                .isEqualTo(204);
        assertThat(call("POST", path + "/sign", "{\"payload\":\"\"}").status()).isEqualTo(200);
        assertThat(call("POST", path + "/decrypt", "{\"encryptedData\":\"\",\"iv\":\"\"}")
                        .error())
                .isEqualTo("session_key_stale");
        assertThat(service.introspect(token).getString("openid")).isEqualTo(openid);
        Reply verified = service.http().get("/auth/verify", "Authorization", "Bearer " + token);
        assertThat(verified.header("X-Auth-Openid")).isEqualTo(openid);
        assertThat(call("DELETE", path + "/sessions", "").status()).isEqualTo(204);
        assertThat(service.introspect(token).getBoolean("active")).isFalse();
        assertThat(call("DELETE", path, "").status()).isEqualTo(204);
        assertThat(call("GET", path, "").status()).isEqualTo(404);
    }

    @Test
    void whatMayStandInAPathNeedNotBeEncodedAndEitherCaseOfAnEscapeWillDo() {
        String openid = "a+b!$&'()*,;=:@~-_./x%";
        logIn(openid);
        for (String written : new String[] {
            "a+b!$&'()*,;=:@~-_.%2fx%25", "a%2bb!$&'()*,;=:@~-_.%2Fx%25", "%61+b!$&'()*,;=:@~-_%2e%2Fx%25"
        }) {
            assertThat(call("GET", USERS + written, "").json().getString("openid"))
                    .isEqualTo(openid);
        }
        assertThat(call("GET", USERS + "a%20b!$&'()*,;=:@~-_.%2Fx%25", "").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "./x",
                "../x",
                "x/",
                "x/roles/",
                "x//roles",
                "x/role%73",
                "x%2Froles/",
                "%",
                "%2",
                "%zz",
                "a%2/",
                "%00",
                "%20",
                "%7f",
                "%7F",
                "%80",
                "%C3%A9",
                "%u0061",
                "a%0d%0ab",
                "a\"b",
                "a<b",
                "a[b]",
                "a\\b",
                "a^b",
                "a`b",
                "a{b}",
                "a|b",
                "a#b",
                "\u00e9",
                "a\u007fb"
            })
    void whatIsNoSuchTextIs404(String segment) {
        String answer = RawHttp.exchange(
                service.url(0),
                "GET " + USERS + segment + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                        + ServiceExtension.client() + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 404 ").contains("There is no such route.");
    }

    @Test
    void anAppidIsNotEncoded() {
        logIn("alice");
        String encoded = "/auth/users/%77" + TestSettings.APPID.substring(1) + "/alice";
        assertThat(call("GET", USERS + "alice", "").status()).isEqualTo(200);
        assertError(call("GET", encoded, ""), 404, "not_found");
    }

    private static JsonObject logIn(String openid) {
        service.wechat().troubleNext(1, Trouble.openid(openid));
        JsonObject login = service.login("alice");
        assertThat(login.getString("openid")).isEqualTo(openid);
        return login;
    }

    private static Reply call(String method, String path, String body) {
        String[] headers = {"Authorization", ServiceExtension.client(), "Content-Type", "application/json"};
        return service.http().send(method, path, body, headers);
    }

    /** Everything but letters and digits as an escape. */
    private static String encoded(String text) {
        return text.chars()
                .mapToObj(c -> Character.isLetterOrDigit(c) ? Character.toString(c) : String.format("%%%02X", c))
                .collect(Collectors.joining());
    }
}
