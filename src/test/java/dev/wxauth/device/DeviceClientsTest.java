package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Device;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask for a session of another device, and what it may ask for. */
class DeviceClientsTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    /** Basic credentials, a form, and what it is answered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|client_id=web|200|",
                "|client_id=web&client_secret=|200|",
                "|client_id=web&client_secret=x|401|invalid_client",
                "web:|client_id=web|401|invalid_client",
                "web:x||401|invalid_client",
                "||401|invalid_client",
                "|client_id=nobody|401|invalid_client",
                "|client_id=site|401|invalid_client",
                "|client_id=site&client_secret=site-secret|200|",
                "|client_id=site&client_secret=wrong|401|invalid_client",
                "site:site-secret||200|",
                "site:site-secret|client_id=site|200|",
                "site:site-secret|client_id=web|400|invalid_request",
                "site:site-secret|client_secret=site-secret&client_id=site|400|invalid_request",
                "site:wrong||401|invalid_client",
                "weak:weak-secret||400|unauthorized_client",
                "|client_id=weak|401|invalid_client",
                "|client_id=web&client_id=web|400|invalid_request",
            })
    void onlyWhoIsWhoItSaysMayAsk(String basic, String form, int status, String error) {
        for (String path : new String[] {"/auth/device_authorization", "/auth/token"}) {
            Reply reply = send(path, basic, form == null ? "" : form);
            if (status == 200 && path.equals("/auth/token")) {
                assertThat(reply.error()).as(path).isEqualTo("invalid_request");
            } else {
                assertThat(reply.status()).as(path).isEqualTo(status);
                assertThat(status == 200 ? null : reply.error()).as(path).isEqualTo(error);
            }
            if (reply.status() == 401) {
                assertThat(reply.header("WWW-Authenticate")).startsWith("Basic ");
            }
        }
    }

    /** A client that can only name itself in the form is not told to see to its credentials. */
    @ParameterizedTest
    @ValueSource(strings = {"/auth/device_authorization", "/auth/token"})
    void aBodyThatIsNoFormIsToldSo(String path) {
        assertThat(service.http()
                        .postJson(path, new JsonObject().put("client_id", "web"))
                        .status())
                .isEqualTo(415);
        assertThat(service.http().postForm(path, "client_id=web&device=%zz").status())
                .isEqualTo(400);
    }

    private static Reply send(String path, String basic, String form) {
        if (basic == null) {
            return service.http().postForm(path, form);
        }
        String[] parts = basic.split(":", 2);
        return service.http().postForm(path, form, "Authorization", HttpCaller.basic(parts[0], parts[1]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_id=web&appid=wxnobody|400",
                "client_id=web&appid=wx0123456789abcdef|200",
                "client_id=web&scope=openid+profile|200",
                "client_id=web&unknown=x|200",
                "client_id=web&device=a&device=b|400",
                "client_id=web&client_address=nonsense|200",
                "client_id=site&client_secret=site-secret&client_address=nonsense|400",
                "client_id=site&client_secret=site-secret&client_address=2001:db8::1|200",
                "client_id=site&client_secret=site-secret&client_address=fe80::1%25eth0|400",
            })
    void whatADeviceAsksForIsChecked(String form, int status) {
        Reply reply = service.http().postForm("/auth/device_authorization", form);
        assertThat(reply.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(reply.error()).isEqualTo("invalid_request");
        } else {
            assertThat(reply.json().containsKey("scope")).isFalse();
        }
    }

    @Test
    void aLabelIsAsLongAsEverywhere() {
        String longest = "\uD83D\uDC69".repeat(64);
        for (String label : new String[] {longest, longest + "a"}) {
            String form = HttpCaller.form("client_id", TestSettings.PUBLIC_ID, "device", label);
            assertThat(service.http()
                            .postForm("/auth/device_authorization", form)
                            .status())
                    .isEqualTo(label.equals(longest) ? 200 : 400);
        }
    }

    /** A stranger writes it, and a user reads it to know who asks. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, '\t', '\n', '\r', 0x1B, 0x7F, 0x85, 0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066,
                0x2069
            })
    void aLabelThatMisleadsIsRefused(int point) {
        Reply reply = Device.authorize(service.http(), "device", "TV" + Character.toString(point) + "1");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(reply.json().getString("error_description")).contains("device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"客厅的电视 📺", "👨‍👩‍👧‍👦 می‌خواهم", "טלוויזיה 2", "\u00A0\uFFFD\u200B"})
    void aLabelMayBeOfAnyLanguage(String label) {
        Device device = Device.asks(service.http(), "device", label);
        assertThat(Phone.login(service, "alice").scan(device).json().getString("device"))
                .isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "client_credentials, unsupported_grant_type",
        "authorization_code, unsupported_grant_type",
        "refresh_token, invalid_request",
        "urn:ietf:params:oauth:grant-type:device_code, invalid_request"
    })
    void whatNamesNoGrantIsRefused(String grant, String error) {
        String form = HttpCaller.form("client_id", TestSettings.PUBLIC_ID, "grant_type", grant);
        Reply reply = service.http().postForm("/auth/token", form);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(error);
    }

    @Test
    void onlyFormsAreRead() {
        String site = HttpCaller.basic(TestSettings.SITE_ID, TestSettings.SITE_SECRET);
        assertThat(service.http()
                        .send("POST", "/auth/token", "{}", "Content-Type", "application/json", "Authorization", site)
                        .status())
                .isEqualTo(415);
        assertThat(service.http()
                        .send("POST", "/auth/token?client_id=web", "", "Content-Type", FORM)
                        .status())
                .isEqualTo(401);
    }
}
