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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.web.client.RestTemplate;

/** The websites that the README shows, by its own words but for the addresses, and browsers that visit them. */
class WebsiteTest {
    @RegisterExtension
    static final ServiceExtension service = Front.serving()
            .with(
                    "WXAUTH_CLIENTS",
                    TestSettings.CLIENT_ID + ":" + TestSettings.CLIENT_SECRET + ":introspect+login,portal:"
                            + TestSettings.CLIENT_SECRET + ":login");

    @BeforeAll
    static void leaveOurLogAlone() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }

    @Test
    @EnabledIf("dev.wxauth.support.Node#isInstalled")
    void expressLogsVisitorsOfBothFrontsIn() throws Exception {
        Node node = Node.project("website");
        assumeTrue(node.install(), "npm could not install express");
        int port = Ports.free();
        Files.writeString(
                node.directory().resolve("server.mjs"),
                block("js")
                        .replace("http://wxauth:8080", service.url(0))
                        .replace("app.listen(3000)", "app.listen(" + port + ")")
                        .replace("process.env.WXAUTH_CLIENT_SECRET", "\"" + TestSettings.CLIENT_SECRET + "\""));
        Node.Outcome outcome = node.script(
                "visit.mjs",
                "http://127.0.0.1:" + port,
                "website",
                Front.website(service).code("alice"),
                "official",
                Front.official(service).code("alice"));
        assertThat(outcome.status()).as(outcome.output()).isZero();
        JsonArray seen =
                new JsonArray(outcome.output().substring(outcome.output().lastIndexOf("\n[{") + 1));
        JsonObject website = seen.getJsonObject(0);
        JsonObject official = seen.getJsonObject(1);
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
            assertThat(visit.getInteger("status")).as(outcome.output()).isEqualTo(302);
            assertThat(visit.getInteger("again")).as("the code is spent").isEqualTo(503);
            assertBound(visit.getString("stateCookie"));
        }
        assertThat(person(website.getJsonArray("cookies").getList()))
                .isEqualTo(person(official.getJsonArray("cookies").getList()));
    }

    @Test
    void springLogsItsVisitorsIn() throws Exception {
        SpringApplication application = new SpringApplication(SpringWebsite.class);
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(RestTemplate.class, WebsiteTest::wxauth));
        try (ConfigurableApplicationContext website =
                application.run("--spring.main.banner-mode=off", "--server.port=0")) {
            HttpCaller browser = new HttpCaller(
                    "http://127.0.0.1:" + website.getEnvironment().getProperty("local.server.port"));
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
        }
    }

    @Test
    void theLinesThatArePrintedAreThoseThatRun() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/wxauth/readme/SpringWebsite.java"));
        String printed = block("java");
        assertThat(source).contains(printed.indent(4).replaceAll("(?m)^ +$", ""));
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

    private static RestTemplate wxauth() {
        RestTemplate wxauth = new RestTemplate();
        wxauth.getInterceptors().add(new BasicAuthenticationInterceptor("portal", TestSettings.CLIENT_SECRET));
        wxauth.getInterceptors().add(WebsiteTest::atOurs);
        return wxauth;
    }

    private static ClientHttpResponse atOurs(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        return execution.execute(
                new HttpRequestWrapper(request) {
                    @Override
                    public URI getURI() {
                        return URI.create(service.url(0) + super.getURI().getPath());
                    }
                },
                body);
    }
}
