package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.support.Await;
import dev.wxauth.support.Ports;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A start that fails leaves nothing behind: neither a port nor a verticle. */
class FailedStartTest {
    private final Vertx vertx = Vertx.vertx();

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
        assertThat(vertx.deploymentIDs()).isEmpty();
        try (ServerSocket again = new ServerSocket(managementPort, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    /** Nobody is at its Redis, and nobody is asked. */
    private static Configuration configuration(int port, int managementPort) throws Exception {
        Map<String, String> settings = TestSettings.create("redis://127.0.0.1:9", "http://127.0.0.1:9");
        settings.put("WXAUTH_PORT", Integer.toString(port));
        settings.put("WXAUTH_MANAGEMENT_PORT", Integer.toString(managementPort));
        return ConfigLoader.load(settings, Path.of("target"));
    }
}
