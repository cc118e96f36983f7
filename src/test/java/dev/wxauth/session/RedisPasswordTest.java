package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.observe.Troubles;
import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A password with a plus in it, right and then wrong. */
class RedisPasswordTest {
    private static final String PASSWORD = "ab+cd/ e%";

    @AutoClose
    private static final EmbeddedRedis redis = new EmbeddedRedis("--requirepass", PASSWORD);

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_REDIS_URL", "redis://:ab+cd%2F%20e%25@127.0.0.1:" + redis.port());

    private static final Duration RECOVERY = Duration.ofSeconds(10);

    @Test
    void aPlusIsAPlus() {
        Await.until("ready", RECOVERY, RedisPasswordTest::isReady);
        assertThat(service.login("alice").getString("skey")).isNotEmpty();
    }

    @Test
    void aWrongOneIsNamedOnceAndNeverShown() {
        Await.until("ready", RECOVERY, RedisPasswordTest::isReady);
        RedisView view = new RedisView(service.vertx(), redis.url(PASSWORD));
        try (LogCapture log = LogCapture.of(Troubles.class)) {
            view.call("CONFIG", "SET", "requirepass", "another");
            view.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            Await.until("no longer ready", RECOVERY, () -> !isReady());
            LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("ERROR", "Redis at 127.0.0.1:" + redis.port(), "WRONGPASS", "mend WXAUTH_REDIS_URL");

            view.call("CONFIG", "SET", "requirepass", PASSWORD);
            Await.until("ready again", RECOVERY, RedisPasswordTest::isReady);
            Await.until("the end is told", RECOVERY, () -> log.messages().size() > 1);
            List<String> lines = log.messages();
            assertThat(lines).hasSize(2).last().asString().contains("INFO", "over, after", "WRONGPASS");
            assertThat(lines.toString()).doesNotContain("ab+cd", "another");
        }
        view.close();
        JsonObject login = service.login("bob");
        assertThat(service.introspect(login.getString("skey")).getBoolean("active"))
                .isTrue();
    }

    private static boolean isReady() {
        return service.management().get("/health/ready").status() == 200;
    }
}
