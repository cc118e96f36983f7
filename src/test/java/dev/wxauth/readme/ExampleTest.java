package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.Node;
import dev.wxauth.support.Ports;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The example's mini program, with the library as it is published, the running service, and each of the shop's backends. */
@EnabledIf(value = "dev.wxauth.support.Node#isInstalled", disabledReason = "there is no Node.js with npm")
class ExampleTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final Node PAGES = Node.project("example");

    @Test
    void devToolsFindsWhatItWants() throws Exception {
        passes(PAGES, "files.test.mjs", Map.of());
    }

    @Test
    void thePagesAreDrawn() throws Exception {
        assumeTrue(PAGES.install(), "npm could not install miniprogram-simulate and jsdom");
        passes(PAGES, "drawn.test.mjs", Map.of());
    }

    @Test
    void thePagesWorkWithTheShopOfExpress() throws Exception {
        Node express = Node.copy(Path.of("src/example/express"));
        assumeTrue(express.install(), "npm could not install express");
        String port = Integer.toString(Ports.free());
        passes(
                PAGES,
                "pages.test.mjs",
                Map.of(
                        "EXPRESS",
                        express.directory().toString(),
                        "PORT",
                        port,
                        "SHOP",
                        "http://127.0.0.1:" + port,
                        "WXAUTH_CLIENT_SECRET",
                        TestSettings.CLIENT_SECRET));
    }

    @Test
    void thePagesWorkWithTheShopOfSpringBoot() throws Exception {
        int port = Ports.free();
        String shop = "http://127.0.0.1:" + port;
        try (ConfigurableApplicationContext backend = SpringShop.application()
                .run(
                        "--server.port=" + port,
                        "--shop=" + shop,
                        "--wxauth=" + service.url(0),
                        "--spring.main.banner-mode=off",
                        "--WXAUTH_CLIENT_SECRET=" + TestSettings.CLIENT_SECRET)) {
            assertThat(backend.isRunning()).isTrue();
            passes(PAGES, "pages.test.mjs", Map.of("SHOP", shop));
        }
    }

    private static void passes(Node node, String file, Map<String, String> more) throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of(
                "EXAMPLE", absolute("src/example/miniprogram"),
                "LIBRARY", absolute("src/main/miniprogram"),
                "PHONE", absolute("src/test/resources/node/miniprogram/phone.mjs"),
                "WXAUTH", service.url(0),
                "WECHAT", service.wechat().url(),
                "DEVICE_CLIENT", TestSettings.PUBLIC_ID));
        variables.putAll(more);
        Node.Outcome outcome = node.with(variables).script("--test", file);
        assertThat(outcome.status()).as(outcome.output()).isZero();
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }
}
