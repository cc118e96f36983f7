package dev.wxauth.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first thing that a newcomer may meet: a port is taken. */
class DevelopmentServerTest {
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
}
