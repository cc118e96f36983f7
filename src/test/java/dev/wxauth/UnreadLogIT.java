package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import dev.wxauth.support.Reply;
import dev.wxauth.support.TestRedis;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The program's output leads into a pipe that nobody reads, until somebody does. */
class UnreadLogIT {
    private static final int FLOOD = 19_200;
    private static final int AT_ONCE = 64;
    private static final int LOGINS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> settings = TestSettings.create("", "");

    @Test
    void aFloodOfAccessLinesTakesNoAuditLineAway() {
        Vertx vertx = Vertx.vertx();
        try (TestRedis redis = TestRedis.create()) {
            WeChatSimulator wechat = Await.result(WeChatSimulator.start(vertx, 0));
            wechat.app(TestSettings.APPID, TestSettings.APP_SECRET);
            settings.put("WXAUTH_REDIS_URL", redis.url());
            settings.put("WXAUTH_WECHAT_URLS", wechat.url());
            settings.put("WXAUTH_PORT", Integer.toString(Ports.free()));
            settings.put("WXAUTH_MANAGEMENT_PORT", Integer.toString(Ports.free()));
            try (Program program = Program.startUnread(settings)) {
                Await.until("it serves", PATIENCE, this::isReady);
                assertThat(Stream.of("access", "audit", "other").map(this::dropped))
                        .containsOnly(0.0);
                flood();
                List<String> sessions = IntStream.range(0, LOGINS)
                        .mapToObj(user -> loginAndOut(wechat, "user" + user))
                        .toList();
                program.read();
                assertThat(sessions).allSatisfy(session -> assertAudited(program, session));
                assertThat(dropped("access")).isGreaterThan(FLOOD / 3.0);
                assertThat(dropped("other")).isZero();
                assertThat(dropped("audit")).isZero();
            }
        } finally {
            Await.result(vertx.close());
        }
    }

    private boolean isReady() {
        try {
            return management().get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void flood() {
        for (int sent = 0; sent < FLOOD; sent += AT_ONCE) {
            List<CompletableFuture<Reply>> replies = Stream.generate(() -> http().start("GET", "/auth/verify", ""))
                    .limit(AT_ONCE)
                    .toList();
            assertThat(replies).extracting(reply -> reply.join().status()).containsOnly(401);
        }
    }

    private String loginAndOut(WeChatSimulator wechat, String user) {
        JsonObject code = new JsonObject().put("code", wechat.code(TestSettings.APPID, user));
        JsonObject login = http().postJson("/auth/login", code).json();
        Reply logout = http().post("/auth/logout", "Authorization", "Bearer " + login.getString("access_token"));
        assertThat(logout.status()).isEqualTo(204);
        return login.getString("session_id");
    }

    private static void assertAudited(Program program, String session) {
        for (String event : List.of("login", "logout")) {
            program.awaitLine(line -> line.contains("\"event\":\"" + event + "\"") && line.contains(session));
        }
    }

    private double dropped(String kind) {
        return management()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("wxauth_log_dropped_total{kind=\"" + kind + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private HttpCaller http() {
        return new HttpCaller("http://127.0.0.1:" + settings.get("WXAUTH_PORT"));
    }

    private HttpCaller management() {
        return new HttpCaller("http://127.0.0.1:" + settings.get("WXAUTH_MANAGEMENT_PORT"));
    }
}
