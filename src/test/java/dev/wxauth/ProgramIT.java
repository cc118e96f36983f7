package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.Flood;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import dev.wxauth.support.Reply;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code target/wxauth.jar} as an operator runs it. */
class ProgramIT {
    private static final int FLOOD = 25_600;
    private static final Duration SOON = Duration.ofSeconds(10);

    @AutoClose
    private static final Neighbours neighbours = new Neighbours();

    private final WeChatSimulator wechat = neighbours.wechat();
    private final Map<String, String> settings = neighbours.settings();

    @BeforeEach
    void calm() {
        wechat.calm();
    }

    @Test
    void servesAndStopsWhenItIsTold() {
        try (Program program = Program.serve(settings)) {
            assertThat(login(program.http()).status()).isEqualTo(200);
            assertThat(program.management().get("/health/started").status()).isEqualTo(200);
            assertThat(program.management().get("/health/ready").status()).isEqualTo(200);
            assertThat(program.management().get("/docs").status()).isEqualTo(200);
            assertThat(program.management().get("/docs/swagger-ui-bundle.js").status())
                    .isEqualTo(200);
            program.terminate();
            assertThat(program.awaitExit()).isIn(0, 143);
            assertThat(program.output()).contains("stopped");
        }
    }

    @Test
    void writesOneJsonObjectALineWithoutSecrets() {
        try (Program program = Program.serve(settings)) {
            String code = wechat.code(TestSettings.APPID, "alice");
            JsonObject login = program.http()
                    .postJson("/auth/login", new JsonObject().put("code", code), "X-Request-Id", "r-1")
                    .json();
            program.http().get("/auth/" + code + "?code=" + code);
            JsonObject audit = new JsonObject(program.awaitLine(line -> line.contains("\"audit\"")));
            JsonObject access = new JsonObject(program.awaitLine(line -> line.contains("\"route\":\"other\"")));
            assertThat(audit.getString("event")).isEqualTo("login");
            assertThat(audit.getString("appid")).isEqualTo(TestSettings.APPID);
            assertThat(audit.getString("session_id")).isEqualTo(login.getString("session_id"));
            assertThat(audit.getString("request_id")).isEqualTo("r-1");
            assertThat(audit.getString("client")).isEqualTo("127.0.0.1");
            assertThat(access.getInteger("status")).isEqualTo(404);
            assertThat(program.lines())
                    .allSatisfy(line -> assertThat(new JsonObject(line)).isNotNull());
            assertThat(program.output())
                    .doesNotContain(
                            code,
                            login.getString("skey"),
                            login.getString("access_token"),
                            login.getString("openid"),
                            wechat.sessionKey(TestSettings.APPID, "alice"),
                            TestSettings.APP_SECRET);
        }
    }

    @Test
    void finishesWhatHasBegunWhenItIsTold() throws Exception {
        settings.put("WXAUTH_DRAIN_DELAY", "1s");
        try (Program program = Program.serve(settings)) {
            wechat.trouble(Trouble.latency(Duration.ofSeconds(3)));
            wechat.resetCalls();
            String body = new JsonObject()
                    .put("code", wechat.code(TestSettings.APPID, "bob"))
                    .encode();
            CompletableFuture<Reply> slow =
                    program.http().start("POST", "/auth/login", body, "Content-Type", "application/json");
            Await.until("WeChat is asked", SOON, () -> wechat.calls("/sns/jscode2session") > 0);
            program.terminate();
            program.awaitLine(line -> line.contains("stopping"));
            assertThat(program.management().get("/health/ready").status()).isEqualTo(503);
            assertThat(program.management().get("/health/live").status()).isEqualTo(200);
            Reply served = program.http().get("/.well-known/jwks.json");
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.header("Connection")).isEqualTo("close");
            assertThat(slow.get().status()).isEqualTo(200);
            assertThat(slow.get().header("Connection")).isEqualTo("close");
            assertThat(program.awaitExit()).isIn(0, 143);
        }
    }

    @Test
    void startsWithoutRedis() {
        settings.put("WXAUTH_REDIS_URL", "redis://127.0.0.1:" + Ports.free());
        try (Program program = Program.serve(settings)) {
            assertThat(program.management().get("/health/live").status()).isEqualTo(200);
            assertThat(program.management().get("/health/ready").status()).isEqualTo(503);
            assertThat(login(program.http()).error()).isEqualTo("temporarily_unavailable");
        }
    }

    @Test
    void tellsEveryFaultAtOnceAndNoSecret() {
        settings.put("WXAUTH_PORT", "eighty");
        settings.put("WXAUTH_MASTER_KEYS", "k1:not-a-key");
        settings.put("WXAUTH_ISSUER", "http://example.com");
        settings.put("WXAUTH_NONSENSE", "1");
        settings.remove("WXAUTH_APPS");
        try (Program program = Program.start(settings)) {
            assertThat(program.awaitExit()).isEqualTo(2);
            assertThat(program.output())
                    .contains("5 faults", "WXAUTH_PORT", "WXAUTH_MASTER_KEYS", "WXAUTH_ISSUER", "WXAUTH_NONSENSE")
                    .contains("WXAUTH_APPS: must be given")
                    .doesNotContain("not-a-key", "eighty", TestSettings.CLIENT_SECRET);
        }
    }

    @Test
    void saysSoWhenItsPortIsTaken() {
        settings.put("WXAUTH_PORT", neighbours.redis().url().replaceFirst(".*:", ""));
        try (Program program = Program.start(settings)) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.output()).contains("cannot start", "WXAUTH_PORT");
        }
    }

    /** More requests than the log keeps lines for. */
    @Test
    void servesAndEndsThoughNobodyReadsItsLog() {
        try (Program program = Program.serveUnread(settings)) {
            assertThat(Flood.of(program.unchecked().url("/auth/session"), FLOOD))
                    .containsExactly(401);
            program.terminate();
            assertThat(program.awaitExit()).isIn(0, 143);
        }
    }

    @Test
    void holdsNothingOfTheTests() {
        assertThat(entries())
                .contains("dev/wxauth/Application.class", "lua/session-refresh.lua")
                .noneMatch(name -> name.startsWith("dev/wxauth/support/"))
                .noneMatch(name -> name.contains("redis-server") || name.startsWith("redis/embedded"))
                .noneMatch(name -> name.contains("swagger-ui-es-bundle") || name.endsWith("/swagger-ui.js"))
                .noneMatch(name -> name.contains("logback-test") || name.startsWith("org/junit"));
    }

    private static List<String> entries() {
        try (JarFile jar = new JarFile("target/wxauth.jar")) {
            return jar.stream().map(entry -> entry.getName()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply login(HttpCaller http) {
        return http.postJson("/auth/login", new JsonObject().put("code", wechat.code(TestSettings.APPID, "alice")));
    }
}
