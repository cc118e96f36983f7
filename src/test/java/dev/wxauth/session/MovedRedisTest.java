package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The address of Redis in a mounted file changes while nobody asks anything. */
class MovedRedisTest {
    private static final EmbeddedRedis before = new EmbeddedRedis();
    private static final EmbeddedRedis after = new EmbeddedRedis();
    private static final Path file = fileWith(before.url());

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_REDIS_URL", "")
            .with("WXAUTH_REDIS_URL_FILE", file.toAbsolutePath().toString());

    private static Path fileWith(String url) {
        try {
            return Files.writeString(Files.createTempFile("wxauth-redis-url", ""), url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void end() throws IOException {
        before.close();
        after.close();
        Files.delete(file);
    }

    @Test
    void aQuietPodMovesToo() throws IOException {
        JsonObject login = service.login("alice");
        assertThat(service.introspect(login.getString("skey")).getBoolean("active"))
                .isTrue();
        RedisView moved = new RedisView(service.vertx(), after.url());
        Files.writeString(file, after.url());
        // Two event loops, the management port, and this view.
        Await.until("all moved", Duration.ofSeconds(30), () -> clients(moved) >= 4);
        assertThat(service.introspect(login.getString("skey")).getBoolean("active"))
                .isFalse();
        assertThat(service.introspect(login.getString("skey")).getBoolean("active"))
                .isFalse();
        moved.close();
    }

    private static long clients(RedisView redis) {
        return redis.call("CLIENT", "LIST").toString().lines().count();
    }
}
