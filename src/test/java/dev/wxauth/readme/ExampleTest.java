package dev.wxauth.readme;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.Node;
import dev.wxauth.support.Ports;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example's mini program, with the library as it is published and the running service: drawn, and with the shop of Express. */
@EnabledIf(value = "dev.wxauth.support.Node#isInstalled", disabledReason = "there is no Node.js with npm")
class ExampleTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final ExamplePages PAGES = new ExamplePages(service);

    @Test
    void devToolsFindsWhatItWants() throws Exception {
        PAGES.pass("files.test.mjs", Map.of());
    }

    @Test
    void thePagesAreDrawn() throws Exception {
        assumeTrue(PAGES.install(), "npm could not install miniprogram-simulate and jsdom");
        PAGES.pass("drawn.test.mjs", Map.of());
    }

    @Test
    void thePagesWorkWithTheShopOfExpress() throws Exception {
        PAGES.pass("pages.test.mjs", express());
    }

    @Test
    void theShopOfExpressKnowsWhomItTellsAndLetsDoWhat() throws Exception {
        String door = Integer.toString(Ports.free());
        Map<String, String> variables = new HashMap<>(express());
        variables.putAll(Map.of("DOOR", door, "WXAUTH", ExamplePages.address(door)));
        PAGES.pass("shop.test.mjs", variables);
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
                ExamplePages.address(port),
                "WXAUTH_CLIENT_SECRET",
                TestSettings.CLIENT_SECRET);
    }
}
