package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.support.Await;
import dev.wxauth.support.Ports;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.TestRedis;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A start that fails leaves nothing behind: neither a port nor a verticle, nor a connection to Redis. */
class FailedStartTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @AutoClose
    private static final TestRedis redis = TestRedis.create();

    private final Vertx vertx = Vertx.vertx();
    private final RedisView view = new RedisView(vertx, redis.url());

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    @Test
    void whenThePublicPortIsTakenTheManagementPortIsGivenBack() throws Exception {
        int managementPort = Ports.free();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Configuration configuration = configuration(taken.getLocalPort(), managementPort);
            assertThatThrownBy(() -> Await.result(Wxauth.start(vertx, configuration, 2)))
                    .hasRootCauseInstanceOf(BindException.class)
                    .hasMessageContaining("WXAUTH_PORT");
        }
        assertThatNothingIsLeft();
        // Somebody else's connection may have it for a moment: it is one of those that the system hands out.
        Await.until("the management port is free", SOON, () -> isFree(managementPort));
    }

    @Test
    void whenTheManagementPortIsTakenNothingElseWasOpened() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Configuration configuration = configuration(Ports.free(), taken.getLocalPort());
            assertThatThrownBy(() -> Await.result(Wxauth.start(vertx, configuration, 2)))
                    .hasRootCauseInstanceOf(BindException.class)
                    .hasMessageContaining("WXAUTH_MANAGEMENT_PORT");
        }
        assertThatNothingIsLeft();
    }

    /** Its own is the one connection that Redis has, when all is well. */
    private void assertThatNothingIsLeft() {
        assertThat(vertx.deploymentIDs()).isEmpty();
        Await.until(
                "Redis is left alone",
                SOON,
                () -> view.call("CLIENT", "LIST").toString().lines().count() == 1);
    }

    private static boolean isFree(int port) {
        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return again.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static Configuration configuration(int port, int managementPort) throws Exception {
        Map<String, String> settings = TestSettings.create(redis.url(), "http://127.0.0.1:9");
        settings.put("WXAUTH_PORT", Integer.toString(port));
        settings.put("WXAUTH_MANAGEMENT_PORT", Integer.toString(managementPort));
        return ConfigLoader.load(settings, Path.of("target"));
    }
}
