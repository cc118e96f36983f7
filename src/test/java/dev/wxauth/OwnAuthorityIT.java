package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Authority;
import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Program;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import dev.wxauth.support.TlsDoor;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis and WeChat behind certificates of an authority that the trust store names, as the README says, and of others. */
class OwnAuthorityIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    @AutoClose
    private static final Neighbours neighbours = new Neighbours();

    private static Authority ours;
    private static Authority strangers;
    private static String[] trust;

    @BeforeAll
    static void found() throws Exception {
        ours = new Authority(Files.createDirectory(directory.resolve("ours")));
        strangers = new Authority(Files.createDirectory(directory.resolve("strangers")));
        trust = ours.trust();
    }

    private static TlsDoor before(String url, Authority authority) {
        return new TlsDoor(URI.create(url).getPort(), authority.server());
    }

    private static Map<String, String> settings(TlsDoor redis, TlsDoor wechat) {
        Map<String, String> settings = neighbours.settings();
        settings.put("WXAUTH_REDIS_URL", "rediss://127.0.0.1:" + redis.port());
        settings.put("WXAUTH_WECHAT_URLS", "https://127.0.0.1:" + wechat.port());
        return settings;
    }

    /** What was never sent is not spent: the same code is good once WeChat's certificate is. */
    @Test
    void aCertificateIsVerifiedAndNothingIsSentToOneThatIsNotTrusted() {
        try (TlsDoor redis = before(neighbours.redis().url(), ours);
                TlsDoor wechat = before(neighbours.wechat().url(), ours);
                Program program = Program.serve(settings(redis, wechat), trust)) {
            HttpCaller http = program.http();
            Await.until("it is ready", SOON, () -> isReady(program));
            Reply first = login(http, code());
            assertThat(first.status()).isEqualTo(200);

            wechat.show(strangers.server());
            String code = code();
            int calls = neighbours.wechat().calls("/sns/jscode2session");
            Reply refused = login(http, code);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.error()).isEqualTo("temporarily_unavailable");
            assertThat(neighbours.wechat().calls("/sns/jscode2session")).isEqualTo(calls);
            assertThat(Scrape.of(program.management()).sum("wxauth_wechat_calls_seconds_count", "outcome=unreachable"))
                    .isEqualTo(1);
            assertThat(program.awaitLine(line -> line.contains("answered 503")))
                    .contains("its certificate is not accepted", "\"host\":\"127.0.0.1\"")
                    .doesNotContain(code, TestSettings.APP_SECRET);
            assertThat(introspect(http, first).getBoolean("active")).isTrue();

            wechat.show(ours.server());
            assertThat(login(http, code).status()).isEqualTo(200);

            redis.show(strangers.server());
            Await.until("it is not ready", SOON, () -> !isReady(program));
            assertThat(login(http, code()).status()).isEqualTo(503);
            assertThat(program.awaitLine(line -> line.contains("Redis at") && line.contains("certificate")))
                    .contains("trust store", "127.0.0.1:" + redis.port(), "ERROR");
            redis.show(ours.server());
            Await.until("it is ready again", SOON, () -> isReady(program));
            // Each event loop has a link of its own, and tries again when its own pause is over.
            Await.until(
                    "every link stands",
                    SOON,
                    () -> Scrape.of(program.management()).sum("wxauth_redis_up") == 1);
            assertThat(introspect(http, first).getBoolean("active")).isTrue();
        }
    }

    private static boolean isReady(Program program) {
        return program.management().get("/health/ready").status() == 200;
    }

    private static String code() {
        return neighbours.wechat().code(TestSettings.APPID, "alice");
    }

    private static Reply login(HttpCaller http, String code) {
        return http.postJson("/auth/login", new JsonObject().put("code", code));
    }

    private static JsonObject introspect(HttpCaller http, Reply login) {
        String token = login.json().getString("access_token");
        return http.postForm("/auth/introspect", "token=" + token, "Authorization", ServiceExtension.client())
                .json();
    }
}
