package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Device;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is at the address in a code. */
class DevicePageTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_DEVICE_URI", "https://login.example.com/scan/here")
            .with("WXAUTH_DEVICE_CHECK_FILE", "Ab12Cd.txt=0123456789abcdef")
            .withOwnRedis();

    private final HttpCaller http = new HttpCaller(service.url(0));

    @Test
    void thePageIsTheSameForEveryTicket() {
        Device device = Device.asks(service.http());
        assertThat(device.codes().getString("verification_uri_complete"))
                .startsWith("https://login.example.com/scan/here/");
        Phone.login(service, "alice").letIn(device);
        String page = http.get("/scan/here").body();
        for (String below : List.of("", device.ticket(), "x/y", "%2e%2e/a%00", "?" + device.ticket(), "Ab12Cd.txt/x")) {
            Reply reply = http.get("/scan/here/" + below);
            assertThat(reply.status()).as(below).isEqualTo(200);
            assertThat(reply.body()).as(below).isEqualTo(page);
        }
        assertThat(page).contains("微信", "WeChat").doesNotContain("<script");
    }

    @Test
    void itsPolicyAllowsItsOwnStyleAndNothingElse() throws Exception {
        Reply reply = http.get("/scan/here");
        String style = reply.body().replaceFirst("(?s).*<style>(.*)</style>.*", "$1");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "';")
                .contains("frame-ancestors 'none'", "form-action 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void onlyGetIsServed() {
        for (String method : List.of("HEAD", "POST", "PUT", "DELETE", "OPTIONS")) {
            for (String path : List.of("/scan/here", "/scan/here/x")) {
                Reply reply = http.send(method, path, "");
                assertThat(reply.status()).as(method).isEqualTo(405);
                assertThat(reply.header("Allow")).isEqualTo("GET");
            }
        }
        assertThat(http.get("/scan").status()).isEqualTo(404);
        assertThat(http.get("/scan/hereafter").status()).isEqualTo(404);
    }

    @Test
    void weChatsCheckFileIsAtThePageAndAtTheRoot() {
        for (String path : List.of("/Ab12Cd.txt", "/scan/here/Ab12Cd.txt")) {
            Reply reply = http.get(path);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("0123456789abcdef");
            assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        }
    }

    @Test
    void noTicketIsInTheLogOrInTheMetrics() {
        try (LogCapture log = LogCapture.of("access")) {
            Device device = Device.asks(service.http());
            http.get("/scan/here/" + device.ticket());
            http.get("/scan/here/" + device.ticket() + "?t=" + device.ticket());
            assertThat(log.events())
                    .isNotEmpty()
                    .noneMatch(
                            line -> (line.getFormattedMessage() + line.getKeyValuePairs()).contains(device.ticket()));
            String metrics = service.management().get("/metrics").body();
            assertThat(metrics).contains("uri=\"/scan/here\"").doesNotContain(device.ticket());
        }
    }

    @Test
    void noStateIsRead() {
        service.redis().freeze();
        try {
            assertThat(http.get("/scan/here/x").status()).isEqualTo(200);
        } finally {
            service.redis().thaw();
        }
    }
}
