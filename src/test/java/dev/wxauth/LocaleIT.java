package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import dev.wxauth.support.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a locale that knows ASCII only, as in a container without a locale or under cron. */
class LocaleIT {
    private static final String CLIENTS = "shop:密码:introspect";

    @TempDir
    Path directory;

    private final Map<String, String> settings = TestSettings.create("redis://127.0.0.1:1", "http://127.0.0.1:1");

    /** The right secret was refused, and six replacement characters were taken for it. */
    @Test
    void whatTheEnvironmentCannotHoldIsAFaultThatTellsHowToGiveIt() {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this locale cannot express the secret either");
        settings.put("LC_ALL", "C");
        settings.put("WXAUTH_CLIENTS", CLIENTS);
        try (Program program = Program.start(settings)) {
            assertThat(program.awaitExit()).isEqualTo(2);
            assertThat(program.output())
                    .contains("1 fault", "WXAUTH_CLIENTS: has lost characters", "WXAUTH_CLIENTS_FILE")
                    .doesNotContain("shop");
        }
    }

    @Test
    void aMountedFileIsReadAsUtf8InAnyLocale() throws Exception {
        settings.put("LC_ALL", "C");
        settings.put("WXAUTH_PORT", Integer.toString(Ports.free()));
        settings.remove("WXAUTH_CLIENTS");
        settings.put(
                "WXAUTH_CLIENTS_FILE",
                Files.writeString(directory.resolve("clients"), CLIENTS).toString());
        try (Program program = Program.serve(settings)) {
            assertThat(status(program, "密码")).isEqualTo(200);
            assertThat(status(program, "\uFFFD".repeat(6))).isEqualTo(401);
        }
    }

    private static int status(Program program, String secret) {
        return program.unchecked()
                .postForm("/auth/introspect", "token=x", "Authorization", HttpCaller.basic("shop", secret))
                .status();
    }
}
