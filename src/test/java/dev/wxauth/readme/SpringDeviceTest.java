package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** A server of Spring that polls for its user, by the README's own words. */
class SpringDeviceTest {
    private static final String[] POLLS = {"uri=/auth/token", "status=400"};
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private final ExecutorService server = Executors.newSingleThreadExecutor();
    private final SpringDevice device = new SpringDevice(RestClient.builder()
            .baseUrl(service.url(0))
            .defaultHeaders(headers -> headers.setBasicAuth(TestSettings.SITE_ID, TestSettings.SITE_SECRET))
            .build());

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    /** Somebody has polled for it too soon, so that it is told to slow down before its user agrees. */
    @Test
    void aUserIsLetInWhoTakesTime() throws Exception {
        Map<?, ?> codes = device.ask("203.0.113.7");
        poll(codes);
        assertThat(poll(codes).error()).isEqualTo("slow_down");
        double polls = polls();
        Future<Map<?, ?>> tokens = server.submit(() -> device.tokens(codes));
        Await.until("it has polled, and is to slow down", PATIENCE, () -> polls() > polls);
        Phone alice = Phone.login(service, "alice");
        alice.scan(ticket(codes), 1011);
        alice.post("approve", decision(codes).put("user_code", codes.get("user_code")));
        assertThat(tokens.get(20, TimeUnit.SECONDS).get("openid"))
                .isEqualTo(alice.tokens().getString("openid"));
    }

    @Test
    void aUserWhoDeclinesIsNotAskedForAgain() {
        Map<?, ?> codes = device.ask("203.0.113.7");
        Phone alice = Phone.login(service, "alice");
        alice.scan(ticket(codes), 1011);
        alice.post("deny", decision(codes));
        assertThatThrownBy(() -> device.tokens(codes))
                .isInstanceOf(HttpClientErrorException.class)
                .hasMessageContaining("access_denied");
    }

    private static JsonObject decision(Map<?, ?> codes) {
        return new JsonObject().put("ticket", ticket(codes));
    }

    private static String ticket(Map<?, ?> codes) {
        return String.valueOf(codes.get("verification_uri_complete")).replaceFirst(".*/", "");
    }

    private static Reply poll(Map<?, ?> codes) {
        String form = HttpCaller.form(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "device_code",
                String.valueOf(codes.get("device_code")));
        String site = HttpCaller.basic(TestSettings.SITE_ID, TestSettings.SITE_SECRET);
        return service.http().postForm("/auth/token", form, "Authorization", site);
    }

    private static double polls() {
        return Scrape.of(service).sum("http_server_requests_seconds_count", POLLS);
    }

    @Test
    void theLinesThatArePrintedAreThoseThatRun() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/wxauth/readme/SpringDevice.java"));
        String printed = Readme.blocks("java")
                .map(Readme.Block::text)
                .filter(text -> text.contains("slow_down"))
                .findFirst()
                .orElseThrow();
        assertThat(source).contains(asInAClass(printed));
    }

    @Test
    void theClientThatIsPrintedIsTheOneThatRuns() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/wxauth/readme/SpringClient.java"));
        assertThat(Readme.blocks("java").map(Readme.Block::text).filter(text -> text.contains("RestClient wxauth(")))
                .singleElement()
                .satisfies(printed -> assertThat(source).contains(asInAClass(printed)));
    }

    private static String asInAClass(String text) {
        return text.indent(4).replaceAll("(?m)^ +$", "");
    }
}
