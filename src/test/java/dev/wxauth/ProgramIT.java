package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.OpenApiContract;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import dev.wxauth.support.Reply;
import dev.wxauth.support.TestRedis;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code target/wxauth.jar} as an operator runs it. */
class ProgramIT {
    private static Vertx vertx;
    private static TestRedis redis;
    private static WeChatSimulator wechat;
    private Map<String, String> settings;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        redis = TestRedis.create();
        wechat = Await.result(WeChatSimulator.start(vertx, 0));
        wechat.app(TestSettings.APPID, TestSettings.APP_SECRET);
    }

    @AfterAll
    static void stop() {
        Await.result(vertx.close());
        redis.close();
    }

    @BeforeEach
    void calm() {
        wechat.calm();
        settings = TestSettings.create(redis.url(), wechat.url());
        settings.put("WXAUTH_PORT", Integer.toString(Ports.free()));
        settings.put("WXAUTH_MANAGEMENT_PORT", Integer.toString(Ports.free()));
    }

    @Test
    void servesAndStopsWhenItIsTold() {
        try (Program program = Program.start(settings)) {
            program.awaitLine(line -> line.contains("serving on port"));
            assertThat(login(http()).status()).isEqualTo(200);
            assertThat(management().get("/health/started").status()).isEqualTo(200);
            assertThat(management().get("/health/ready").status()).isEqualTo(200);
            assertThat(management().get("/docs").status()).isEqualTo(200);
            assertThat(management().get("/docs/swagger-ui-bundle.js").status()).isEqualTo(200);
            program.terminate();
            assertThat(program.awaitExit()).isIn(0, 143);
            assertThat(program.output()).contains("stopped");
        }
    }

    @Test
    void writesOneJsonObjectALineWithoutSecrets() {
        try (Program program = Program.start(settings)) {
            program.awaitLine(line -> line.contains("serving on port"));
            String code = wechat.code(TestSettings.APPID, "alice");
            JsonObject login = http().postJson("/auth/login", new JsonObject().put("code", code), "X-Request-Id", "r-1")
                    .json();
            http().get("/auth/" + code + "?code=" + code);
            JsonObject audit = new JsonObject(program.awaitLine(line -> line.contains("\"audit\"")));
            JsonObject access = new JsonObject(program.awaitLine(line -> line.contains("\"route\":\"none\"")));
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
        try (Program program = Program.start(settings)) {
            program.awaitLine(line -> line.contains("serving on port"));
            wechat.trouble(Trouble.latency(Duration.ofSeconds(3)));
            wechat.resetCalls();
            String body = new JsonObject()
                    .put("code", wechat.code(TestSettings.APPID, "bob"))
                    .encode();
            CompletableFuture<Reply> slow =
                    http().start("POST", "/auth/login", body, "Content-Type", "application/json");
            while (wechat.calls("/sns/jscode2session") == 0) {
                Thread.onSpinWait();
            }
            program.terminate();
            program.awaitLine(line -> line.contains("stopping"));
            assertThat(management().get("/health/ready").status()).isEqualTo(503);
            assertThat(management().get("/health/live").status()).isEqualTo(200);
            Reply served = http().get("/.well-known/jwks.json");
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.header("Connection")).isEqualTo("close");
            assertThat(slow.get().status()).isEqualTo(200);
            assertThat(program.awaitExit()).isIn(0, 143);
        }
    }

    @Test
    void startsWithoutRedis() {
        settings.put("WXAUTH_REDIS_URL", "redis://127.0.0.1:" + Ports.free());
        try (Program program = Program.start(settings)) {
            program.awaitLine(line -> line.contains("serving on port"));
            assertThat(management().get("/health/live").status()).isEqualTo(200);
            assertThat(management().get("/health/ready").status()).isEqualTo(503);
            assertThat(login(http()).error()).isEqualTo("temporarily_unavailable");
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
        settings.put("WXAUTH_PORT", redis.url().replaceFirst(".*:", ""));
        try (Program program = Program.start(settings)) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.output()).contains("cannot start", "WXAUTH_PORT");
        }
    }

    /** More requests than the log keeps lines for. */
    @Test
    void servesAndEndsThoughNobodyReadsItsLog() {
        try (Program program = Program.startUnread(settings)) {
            Await.until("it serves", Duration.ofSeconds(30), this::isReady);
            for (int round = 0; round < 400; round++) {
                List<CompletableFuture<Reply>> replies = Stream.generate(() -> http().start("GET", "/auth/session", ""))
                        .limit(64)
                        .toList();
                assertThat(replies).extracting(reply -> reply.join().status()).containsOnly(401);
            }
            program.terminate();
            assertThat(program.awaitExit()).isIn(0, 143);
        }
    }

    private boolean isReady() {
        try {
            return management().get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void holdsNothingOfTheTests() {
        assertThat(entries())
                .contains("dev/wxauth/Application.class", "lua/session-refresh.lua", "logback.xml")
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

    private HttpCaller http() {
        return new HttpCaller("http://127.0.0.1:" + settings.get("WXAUTH_PORT"), OpenApiContract.served()::assertFits);
    }

    private HttpCaller management() {
        return new HttpCaller(
                "http://127.0.0.1:" + settings.get("WXAUTH_MANAGEMENT_PORT"),
                OpenApiContract.served()::assertFitsManagement);
    }

    private static Reply login(HttpCaller http) {
        return http.postJson("/auth/login", new JsonObject().put("code", wechat.code(TestSettings.APPID, "alice")));
    }
}
