package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.Node;
import dev.wxauth.support.Ports;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
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

    /** Tomcat's own log, and the shop's, which is told what it cannot ask; the JDK forgets a logger that nobody holds. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    @BeforeAll
    static void leaveOurLogAlone() {
        TOMCAT.setLevel(Level.OFF);
    }

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
        passes(PAGES, "pages.test.mjs", express());
    }

    @Test
    void thePagesWorkWithTheShopOfSpringBoot() throws Exception {
        String port = Integer.toString(Ports.free());
        try (ConfigurableApplicationContext backend = springBoot(port, service.url(0))) {
            assertThat(backend.isRunning()).isTrue();
            passes(PAGES, "pages.test.mjs", Map.of("SHOP", address(port)));
        }
    }

    @Test
    void theShopOfExpressKnowsWhomItTellsAndLetsDoWhat() throws Exception {
        String door = Integer.toString(Ports.free());
        Map<String, String> variables = new HashMap<>(express());
        variables.putAll(Map.of("DOOR", door, "WXAUTH", address(door)));
        passes(PAGES, "shop.test.mjs", variables);
    }

    @Test
    void theShopOfSpringBootKnowsWhomItTellsAndLetsDoWhat() throws Exception {
        String port = Integer.toString(Ports.free());
        String door = Integer.toString(Ports.free());
        try (ConfigurableApplicationContext backend = springBoot(port, address(door))) {
            assertThat(backend.isRunning()).isTrue();
            passes(PAGES, "shop.test.mjs", Map.of("SHOP", address(port), "DOOR", door));
        }
    }

    private static Map<String, String> express() throws IOException {
        Node express = Node.copy(Path.of("src/example/express"));
        assumeTrue(express.install(), "npm could not install express");
        String port = Integer.toString(Ports.free());
        return Map.of(
                "EXPRESS",
                express.directory().toString(),
                "PORT",
                port,
                "SHOP",
                address(port),
                "WXAUTH_CLIENT_SECRET",
                TestSettings.CLIENT_SECRET);
    }

    private static ConfigurableApplicationContext springBoot(String port, String wxauth) {
        return SpringShop.application()
                .run(
                        "--server.port=" + port,
                        "--shop=" + address(port),
                        "--wxauth=" + wxauth,
                        "--spring.main.banner-mode=off",
                        "--WXAUTH_CLIENT_SECRET=" + TestSettings.CLIENT_SECRET);
    }

    private static String address(String port) {
        return "http://127.0.0.1:" + port;
    }

    private static void passes(Node node, String file, Map<String, String> more) throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of(
                "EXAMPLE", absolute("src/example/miniprogram"),
                "LIBRARY", absolute("src/main/miniprogram"),
                "PHONE", absolute("src/test/resources/node/miniprogram/phone.mjs"),
                "APPID", TestSettings.APPID,
                "SERVICE", service.url(0),
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
