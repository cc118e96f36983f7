package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Device;
import dev.wxauth.support.Phone;
import dev.wxauth.support.RedisDump;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code may be typed, and how it was scanned is noted; the second key seals, so that codes are found under either. */
class DeviceTypedTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_DEVICE_TYPED", "true")
            .with("WXAUTH_DEVICE_LIVE_SCAN", "noted")
            .with("WXAUTH_MASTER_KEYS", "k2:" + TestSettings.masterKey() + ",k1:" + TestSettings.masterKey())
            .instances(2);

    private Device device;
    private Phone alice;

    @BeforeEach
    void ask() {
        device = Device.asks(service.http());
        alice = Phone.login(service, "alice");
    }

    private static JsonObject typed(String code) {
        return new JsonObject().put("user_code", code);
    }

    @Test
    void aTypedCodeLeadsToTheTicketHoweverItIsWritten() {
        String plain = device.userCode().replace("-", "");
        for (String code : List.of(
                device.userCode(), plain, plain.toLowerCase(Locale.ROOT), " " + plain.replaceAll("..", "$0 - "))) {
            Reply reply = alice.at(service.http(1)).post("scan", typed(code));
            assertThat(reply.status()).as(code).isEqualTo(200);
            assertThat(reply.json().getString("ticket")).isEqualTo(device.ticket());
            assertThat(reply.json().getBoolean("live")).isFalse();
        }
        assertThat(alice.approve(device).status()).isEqualTo(204);
        assertThat(device.poll().status()).isEqualTo(200);
    }

    @Test
    void aTypedCodeMayComeFromAChineseKeyboard() {
        String wide = device.userCode()
                .replace("-", "")
                .chars()
                .mapToObj(letter -> Character.toString(letter + 0xFEE0))
                .collect(Collectors.joining());
        String typed =
                wide.substring(0, 4) + "\u3000\uFF0D\u00A0" + wide.substring(4).toLowerCase(Locale.ROOT);
        assertThat(alice.post("scan", typed(typed)).status()).isEqualTo(200);
        JsonObject approval = typed(typed).put("ticket", device.ticket());
        assertThat(alice.post("approve", approval).status()).isEqualTo(204);
    }

    @Test
    void aTypedCodeIsNeverLive() {
        JsonObject camera = typed(device.userCode()).put("scene", 1011);
        assertThat(alice.post("scan", camera).json().getBoolean("live")).isFalse();
    }

    @Test
    void anUnknownCodeIsUnknown() {
        for (String code : List.of("", "BCDF-GHJK", "é", "B".repeat(1000), "\u0300\u0316".repeat(15_000))) {
            assertThat(alice.post("scan", typed(code)).status()).as(code).isEqualTo(404);
        }
    }

    @Test
    void aTicketOrACodeIsSentAndNotBoth() {
        assertThat(alice.post("scan", typed(device.userCode()).put("ticket", device.ticket()))
                        .error())
                .isEqualTo("invalid_request");
        assertThat(alice.post("scan", new JsonObject()).error()).isEqualTo("invalid_request");
        assertThat(alice.post(
                                "scan",
                                new JsonObject().put("ticket", device.ticket()).put("scene", "1011"))
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void aScanThatIsNotLiveIsNoted() {
        assertThat(alice.scan(device.ticket(), 1012).json().getBoolean("live")).isFalse();
        assertThat(alice.scan(device.ticket(), 1047).json().getBoolean("live")).isTrue();
        assertThat(alice.post("scan", new JsonObject().put("ticket", device.ticket()))
                        .json()
                        .getBoolean("live"))
                .isFalse();
    }

    @Test
    void noCodeCanBeReadInRedis() {
        alice.post("scan", typed(device.userCode()));
        assertThat(new RedisDump(service.redisView()).texts())
                .anyMatch(text -> text.startsWith("wxauth:device:typed:"))
                .noneMatch(text -> text.contains(device.ticket())
                        || text.contains(device.userCode())
                        || text.contains(device.userCode().replace("-", "")));
    }

    @Test
    void everyKeyHasAnEnd() {
        alice.letIn(device);
        device.poll();
        assertThat(service.redisView().keys())
                .filteredOn(key -> key.contains("device") || key.endsWith(":d"))
                .hasSize(3)
                .allMatch(key -> service.redisView().call("PTTL", key).toLong() > 0);
    }
}
