package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Node;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The backends that the README shows, by its own words but for the addresses. */
class BackendTest {

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().asIssuer();

    /** Tomcat's own log; the logger is forgotten by the JDK when nobody holds it. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    @BeforeAll
    static void leaveOurLogAlone() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        TOMCAT.setLevel(Level.OFF);
    }

    private static String atOurs(String text) {
        return text.replace("http://wxauth:8080", service.issuer())
                .replace("https://auth.example.com", service.issuer());
    }

    private static String block(String language, int index) {
        return atOurs(Readme.blocks(language).toList().get(index).text());
    }

    @Test
    void springBootIntrospectsAndSeesALogoutAndRolesAtOnce() throws Exception {
        MiniProgram alice = MiniProgram.login(service, "alice");
        try (ConfigurableApplicationContext backend = springBoot(block("yaml", 0))) {
            assertThat(ask(backend, "/me", alice).json().getString("openid")).isEqualTo(alice.openid());
            assertThat(ask(backend, "/vip", alice).status()).isEqualTo(403);
            giveRole(alice);
            assertThat(ask(backend, "/vip", alice).body()).isEqualTo(alice.openid());
            assertThat(alice.post("/auth/logout").status()).isEqualTo(204);
            assertThat(ask(backend, "/me", alice).status()).isEqualTo(401);
        }
    }

    @Test
    void springBootWithTheKeysAloneSeesNoLogoutAndTheRolesOfTheLogin() throws Exception {
        MiniProgram before = MiniProgram.login(service, "alice");
        giveRole(before);
        MiniProgram alice = MiniProgram.login(service, "alice");
        try (ConfigurableApplicationContext backend = springBoot(block("yaml", 1))) {
            assertThat(ask(backend, "/vip", before).status()).isEqualTo(403);
            assertThat(ask(backend, "/vip", alice).body()).isEqualTo(alice.openid());
            assertThat(alice.post("/auth/logout").status()).isEqualTo(204);
            assertThat(ask(backend, "/vip", alice).body()).isEqualTo(alice.openid());
        }
    }

    /** A user is not told to log in again when it is the backend that does not know. */
    @Test
    void springBootAnswers503WhenItCannotAsk() throws Exception {
        MiniProgram alice = MiniProgram.login(service, "alice");
        try (ConfigurableApplicationContext lost =
                        springBoot(block("yaml", 0).replace(service.issuer(), "http://127.0.0.1:9"));
                ConfigurableApplicationContext stranger =
                        springBoot(block("yaml", 0).replace("client-id: shop", "client-id: stranger"))) {
            assertThat(ask(lost, "/me", alice).status()).isEqualTo(503);
            assertThat(ask(stranger, "/me", alice).status()).isEqualTo(503);
        }
    }

    @Test
    void springBootWaitsForNoAnswerThatDoesNotCome() throws Exception {
        MiniProgram alice = MiniProgram.login(service, "alice");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext backend = springBoot(
                        block("yaml", 0).replace(service.issuer(), "http://127.0.0.1:" + silent.getLocalPort()))) {
            assertThat(ask(backend, "/me", alice).status()).isEqualTo(503);
        }
    }

    /** It waits for RS256, unless it is told. */
    @Test
    void springBootRefusesOurTokensWithoutTheirAlgorithm() throws Exception {
        MiniProgram alice = MiniProgram.login(service, "alice");
        try (ConfigurableApplicationContext backend =
                springBoot(block("yaml", 1).replaceFirst(" +jws-algorithms: ES256\n", ""))) {
            assertThat(ask(backend, "/me", alice).status()).isEqualTo(401);
        }
    }

    @Test
    void theLinesThatArePrintedAreThoseThatRun() throws Exception {
        String sources = Files.readString(Path.of("src/test/java/dev/wxauth/readme/SpringIntrospection.java"))
                + Files.readString(Path.of("src/test/java/dev/wxauth/readme/SpringBackend.java"));
        List<Readme.Block> printed = Readme.blocks("java").limit(2).toList();
        assertThat(printed).hasSize(2).allSatisfy(block -> assertThat(sources).contains(asInAClass(block.text())));
    }

    private static String asInAClass(String text) {
        return text.indent(4).replaceAll("(?m)^ +$", "");
    }

    @Test
    @EnabledIf("dev.wxauth.support.Node#isInstalled")
    void expressIntrospects() throws Exception {
        Node node = Node.copy(Path.of("src/example/express"));
        assumeTrue(node.install(), "npm could not install express");
        Files.copy(
                Path.of("src/test/resources/node/backend/ask.mjs"),
                node.directory().resolve("ask.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        int port = Ports.free();
        Node shop = node.with(Map.of(
                "WXAUTH", service.issuer(),
                "WXAUTH_CLIENT_SECRET", TestSettings.CLIENT_SECRET,
                "PORT", Integer.toString(port)));
        MiniProgram alice = MiniProgram.login(service, "alice");
        MiniProgram bob = MiniProgram.login(service, "bob");
        bob.post("/auth/logout");
        Node.Outcome outcome =
                shop.script("ask.mjs", "http://127.0.0.1:" + port + "/me", token(alice), token(bob), "made.up.token");
        assertThat(outcome.status()).as(outcome.output()).isZero();
        JsonArray seen = new JsonArray(outcome.output());
        assertThat(seen.stream().map(JsonObject.class::cast).map(answer -> answer.getInteger("status")))
                .containsExactly(401, 200, 401, 401);
        assertThat(new JsonObject(seen.getJsonObject(1).getString("body")).getString("openid"))
                .isEqualTo(alice.openid());
    }

    /** Its paragraphs stand in the shop of the example, between others. */
    @Test
    void theLinesForNodeAreThoseOfTheShop() throws Exception {
        String shop = Files.readString(Path.of("src/example/express/server.mjs"));
        String printed = Readme.blocks("js").findFirst().orElseThrow().text();
        assertThat(printed.split("\n\n"))
                .hasSizeGreaterThan(4)
                .allSatisfy(part -> assertThat(shop).contains(part.strip()));
    }

    private static ConfigurableApplicationContext springBoot(String configuration) throws Exception {
        Path file = Files.writeString(Files.createTempFile(Path.of("target"), "application", ".yml"), configuration);
        Class<?>[] sources = configuration.contains("opaquetoken")
                ? new Class<?>[] {SpringBackend.class, SpringIntrospection.class}
                : new Class<?>[] {SpringBackend.class};
        return new SpringApplication(sources)
                .run(
                        "--spring.config.location=file:" + file.toAbsolutePath(),
                        "--spring.main.banner-mode=off",
                        "--server.port=0",
                        "--WXAUTH_CLIENT_SECRET=" + TestSettings.CLIENT_SECRET);
    }

    private static Reply ask(ConfigurableApplicationContext backend, String path, MiniProgram user) {
        String port = backend.getEnvironment().getProperty("local.server.port");
        return new HttpCaller("http://127.0.0.1:" + port).get(path, "Authorization", user.bearer());
    }

    private static void giveRole(MiniProgram user) {
        JsonObject roles = new JsonObject().put("roles", new JsonArray().add("vip"));
        Reply reply = service.http().putJson(user.path() + "/roles", roles, "Authorization", ServiceExtension.client());
        assertThat(reply.status()).isEqualTo(204);
    }

    private static String token(MiniProgram user) {
        return user.tokens().getString("access_token");
    }
}
