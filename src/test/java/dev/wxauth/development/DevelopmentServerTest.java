package dev.wxauth.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newcomer may meet: a port is taken, or Redis is one that holds something. */
class DevelopmentServerTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"WXAUTH_PORT", "WXAUTH_MANAGEMENT_PORT"})
    void aTakenPortIsNamedAndTheProgramEnds(String setting) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program server = Program.startMain(
                        DevelopmentServer.class,
                        Map.of(
                                "WXAUTH_REDIS_URL",
                                "redis://127.0.0.1:1",
                                "WXAUTH_HOST",
                                "127.0.0.1",
                                "WXAUTH_PORT",
                                Integer.toString(port("WXAUTH_PORT", setting, taken)),
                                "WXAUTH_MANAGEMENT_PORT",
                                Integer.toString(port("WXAUTH_MANAGEMENT_PORT", setting, taken))))) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.output()).contains("cannot start", Integer.toString(taken.getLocalPort()), setting);
        }
    }

    private static int port(String setting, String takenSetting, ServerSocket taken) {
        return setting.equals(takenSetting) ? taken.getLocalPort() : Ports.free();
    }

    @Test
    void theRedisThatItBroughtMayBeEmptied() {
        assertThat(new Instructions(8080, 9090, "redis://127.0.0.1:6379", "http://127.0.0.1:8070", false, "wxa").text())
                .contains("Redis is redis://127.0.0.1:6379.", "/dev/tcp/127.0.0.1/6379", "FLUSHALL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WXAUTH_REDIS_URL", "WXAUTH_REDIS_URL_FILE"})
    void noOneIsOfferedToEmptyARedisOfTheirOwn(String setting) throws Exception {
        String url = "redis://:hunter2@127.0.0.1:1";
        Path file = Files.writeString(directory.resolve("url"), url);
        Map<String, String> environment = new HashMap<>(DevelopmentServer.environment(Ports.free(), Ports.free()));
        environment.put(setting, setting.endsWith("_FILE") ? file.toString() : url);
        try (DevelopmentServer server = DevelopmentServer.start(environment)) {
            assertThat(server.instructions())
                    .contains("Redis is the one that WXAUTH_REDIS_URL names.")
                    .doesNotContain("FLUSHALL", "hunter2");
        }
    }
}
