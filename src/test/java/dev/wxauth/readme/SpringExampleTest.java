package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Ports;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The example's mini program with the shop of Spring Boot, apart from the one of Express. */
@EnabledIf(value = "dev.wxauth.support.Node#isInstalled", disabledReason = "there is no Node.js with npm")
class SpringExampleTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final ExamplePages PAGES = new ExamplePages(service);

    /** Tomcat's own log, and the shop's, which is told what it cannot ask; the JDK forgets a logger that nobody holds. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    @BeforeAll
    static void leaveOurLogAlone() {
        TOMCAT.setLevel(Level.OFF);
    }

    @Test
    void thePagesWorkWithTheShopOfSpringBoot() throws Exception {
        String port = Integer.toString(Ports.free());
        try (ConfigurableApplicationContext backend = springBoot(port, service.url(0))) {
            assertThat(backend.isRunning()).isTrue();
            PAGES.pass("pages.test.mjs", Map.of("SHOP", ExamplePages.address(port)));
        }
    }

    @Test
    void theShopOfSpringBootKnowsWhomItTellsAndLetsDoWhat() throws Exception {
        String port = Integer.toString(Ports.free());
        String door = Integer.toString(Ports.free());
        try (ConfigurableApplicationContext backend = springBoot(port, ExamplePages.address(door))) {
            assertThat(backend.isRunning()).isTrue();
            PAGES.pass("shop.test.mjs", Map.of("SHOP", ExamplePages.address(port), "DOOR", door));
        }
    }

    private static ConfigurableApplicationContext springBoot(String port, String wxauth) {
        return SpringShop.application()
                .run(
                        "--server.port=" + port,
                        "--shop=" + ExamplePages.address(port),
                        "--wxauth=" + wxauth,
                        "--spring.main.banner-mode=off",
                        "--WXAUTH_CLIENT_SECRET=" + TestSettings.CLIENT_SECRET);
    }
}
