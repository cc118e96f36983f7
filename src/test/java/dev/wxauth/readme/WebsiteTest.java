package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.Front;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Node;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;

/** The websites that the README shows, by its own words but for the addresses, and browsers that visit them. */
class WebsiteTest {
    @RegisterExtension
    static final ServiceExtension service = Front.serving();

    /** What the website says of the logins that were refused; the JDK forgets a logger that nobody holds. */
    private static final Logger LOG = Logger.getLogger("login");

    @BeforeAll
    static void leaveOurLogAlone() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LOG.setLevel(Level.OFF);
    }

    @Test
    @EnabledIf("dev.wxauth.support.Node#isInstalled")
    void expressLogsVisitorsOfBothFrontsIn() throws Exception {
        Node node = Node.project("website");
        assumeTrue(node.install(), "npm could not install express");
        int port = Ports.free();
        Files.writeString(node.directory().resolve("server.mjs"), block("js"));
        Node website = node.with(Map.of(
                "WXAUTH", service.url(0),
                "WXAUTH_CLIENT_SECRET", TestSettings.CLIENT_SECRET,
                "PORT", Integer.toString(port)));
        Node.Outcome outcome = website.script(
                "visit.mjs",
                "http://127.0.0.1:" + port,
                "website",
                Front.website(service).code("alice"),
                "official",
                Front.official(service).code("alice"));
        assertThat(outcome.status()).as(outcome.output()).isZero();
        JsonArray seen =
                new JsonArray(outcome.output().substring(outcome.output().lastIndexOf("\n[{") + 1));
        assertVisits(seen.getJsonObject(0), seen.getJsonObject(1), outcome.output());
    }

    private static void assertVisits(JsonObject website, JsonObject official, String output) {
        assertThat(website.getString("location"))
                .startsWith("https://open.weixin.qq.com/connect/qrconnect?appid=" + Front.WEBSITE
                        + "&redirect_uri=https%3A")
                .contains("&scope=snsapi_login&state=")
                .endsWith("#wechat_redirect");
        assertThat(official.getString("location"))
                .startsWith("https://open.weixin.qq.com/connect/oauth2/authorize?appid=" + Front.OFFICIAL)
                .contains("&scope=snsapi_userinfo&");
        for (JsonObject visit : List.of(website, official)) {
            assertThat(visit.getJsonArray("refused")).containsOnly(400);
            assertThat(visit.getInteger("status")).as(output).isEqualTo(302);
            assertThat(visit.getInteger("again")).as("the code is spent").isEqualTo(400);
            assertThat(visit.getString("told")).contains("/login/").contains("Log in again");
            assertThat(visit.getInteger("lost")).as("no answer came").isEqualTo(503);
            assertBound(visit.getString("stateCookie"));
        }
        assertThat(person(website.getJsonArray("cookies").getList()))
                .isEqualTo(person(official.getJsonArray("cookies").getList()));
    }

    @Test
    void springLogsItsVisitorsIn() throws Exception {
        try (ConfigurableApplicationContext website = spring(0)) {
            HttpCaller browser = browser(website);
            Reply start = browser.get("/login");
            String location = start.header("Location");
            assertThat(location)
                    .startsWith("https://open.weixin.qq.com/connect/qrconnect?appid=" + Front.WEBSITE)
                    .contains("redirect_uri=https%3A%2F%2Fshop.example.com%2Fcallback&")
                    .endsWith("#wechat_redirect");
            assertBound(start.header("Set-Cookie"));
            String state = location.replaceFirst(".*state=([0-9a-f]{32}).*", "$1");
            String cookie = start.header("Set-Cookie").replaceFirst(";.*", "");
            String back = "/callback?code=" + Front.website(service).code("alice") + "&state=";
            assertThat(browser.get(back + state).status()).isEqualTo(400);
            assertThat(browser.get(back + "0".repeat(32), "Cookie", cookie).status())
                    .isEqualTo(400);
            assertThat(browser.get(back, "Cookie", "__Host-state=").status()).isEqualTo(400);
            Reply loggedIn = browser.get(back + state, "Cookie", cookie);
            assertThat(loggedIn.status()).isEqualTo(302);
            assertThat(person(loggedIn.headers().allValues("Set-Cookie")))
                    .isEqualTo(Front.miniProgram(service).login("alice").getString("person"));
            Reply again = browser.get(back + state, "Cookie", cookie);
            assertThat(again.status()).as("the code is spent").isEqualTo(400);
            assertThat(again.body()).contains("/login").contains("Log in again");
        }
    }

    @Test
    void springAsksOnceMoreWhenTheAnswerIsLost() throws Exception {
        try (ConfigurableApplicationContext once = spring(1);
                ConfigurableApplicationContext twice = spring(2)) {
            assertThat(comeBack(browser(once), Front.website(service).code("alice")))
                    .isEqualTo(302);
            assertThat(comeBack(browser(twice), Front.website(service).code("alice")))
                    .isEqualTo(503);
        }
    }

    /** Whom WeChat shows a page to look at is nobody. */
    @Test
    void springRefusesAnInventedUser() throws Exception {
        service.wechat().snapshot("eve");
        try (ConfigurableApplicationContext website = spring(0)) {
            assertThat(comeBack(browser(website), Front.website(service).code("eve")))
                    .isEqualTo(403);
        }
    }

    private static int comeBack(HttpCaller browser, String code) {
        String state = "0".repeat(32);
        return browser.get("/callback?code=" + code + "&state=" + state, "Cookie", "__Host-state=" + state)
                .status();
    }

    private static HttpCaller browser(ConfigurableApplicationContext website) {
        return new HttpCaller("http://127.0.0.1:" + website.getEnvironment().getProperty("local.server.port"));
    }

    /** The website, which so many answers do not reach. */
    private static ConfigurableApplicationContext spring(int lost) {
        AtomicInteger left = new AtomicInteger(lost);
        RestClient wxauth = new SpringClient()
                .wxauth(service.url(0), TestSettings.CLIENT_SECRET)
                .mutate()
                .requestInterceptor((request, body, execution) -> lose(execution.execute(request, body), left))
                .build();
        SpringApplication application = new SpringApplication(SpringWebsite.class);
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("wxauth", wxauth));
        return application.run("--spring.main.banner-mode=off", "--server.port=0");
    }

    private static ClientHttpResponse lose(ClientHttpResponse answer, AtomicInteger left) throws IOException {
        if (left.getAndDecrement() > 0) {
            answer.close();
            throw new IOException("lost");
        }
        return answer;
    }

    @Test
    void theLinesThatArePrintedAreThoseThatRun() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/wxauth/readme/SpringWebsite.java"));
        assertThat(block("java").split("\n\n"))
                .hasSizeGreaterThan(4)
                .allSatisfy(part -> assertThat(source).contains(part.strip().indent(4)));
    }

    /** The block that sends a visitor to WeChat. */
    private static String block(String language) {
        return Readme.blocks(language)
                .map(Readme.Block::text)
                .filter(text -> text.contains("connect/") && text.contains("wechat_redirect"))
                .findFirst()
                .orElseThrow();
    }

    /** Whoever carries that cookie. */
    private static String person(List<?> cookies) {
        String token = cookies.stream()
                .map(String::valueOf)
                .filter(cookie -> cookie.startsWith("__Host-token="))
                .findFirst()
                .orElseThrow();
        assertBound(token);
        return service.introspect(token.substring("__Host-token=".length(), token.indexOf(';')))
                .getString("person");
    }

    private static void assertBound(String cookie) {
        assertThat(cookie)
                .contains("; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/")
                .contains("Max-Age=");
    }
}
