package dev.wxauth.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Promtool;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import dev.wxauth.token.Forger;
import dev.wxauth.web.RawHttp;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers that the operator sees (contract, section 13): what is done is counted once, under the right labels. */
class MetricsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String APP = "appid=" + TestSettings.APPID;

    private static final JWK KEY = TestSettings.signingKey();

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_SIGNING_KEYS", TestSettings.jwkSet(KEY));

    /** How much a sum grows by what is done, and by nothing else. */
    private static double growth(Runnable done, String name, String... labels) {
        double before = Scrape.of(service).sum(name, labels);
        done.run();
        return Scrape.of(service).sum(name, labels) - before;
    }

    private static int logIn(String code) {
        return service.http()
                .postJson("/auth/login", new JsonObject().put("code", code))
                .status();
    }

    /** What Prometheus' own tool thinks of names, units and help; where it is not installed, this is skipped. */
    @Test
    void prometheusFindsNoFaultWithThem() throws Exception {
        Path scrape = Files.writeString(
                Path.of("target", "scrape.txt"), Scrape.of(service).text());
        Process check = Promtool.start(ProcessBuilder.Redirect.from(scrape.toFile()), "check", "metrics");
        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void loginsAreCountedByHowTheyEnded() {
        String[] ok = {APP, "kind=miniprogram", "result=ok"};
        assertThat(growth(() -> service.login("alice"), "wxauth_logins_total", ok))
                .isEqualTo(1);
        String[] refused = {APP, "result=refused"};
        assertThat(growth(() -> logIn("nobody-made-this"), "wxauth_logins_total", refused))
                .isEqualTo(1);
        String[] elsewhere = {"appid=other", "result=refused"};
        assertThat(growth(
                        () -> service.http().postJson("/auth/login", new JsonObject()),
                        "wxauth_logins_total",
                        elsewhere))
                .isEqualTo(1);
        service.wechat().troubleNext(1, Trouble.emptyBody());
        String[] failed = {APP, "result=failed"};
        assertThat(growth(
                        () -> logIn(service.wechat().code(TestSettings.APPID, "alice")), "wxauth_logins_total", failed))
                .isEqualTo(1);
        service.wechat().troubleNext(1, Trouble.errcode(45011));
        String[] limited = {APP, "result=limited"};
        assertThat(growth(
                        () -> logIn(service.wechat().code(TestSettings.APPID, "alice")),
                        "wxauth_logins_total",
                        limited))
                .isEqualTo(1);
    }

    /** A pod whose log level differs is no pod with another secret. */
    @Test
    void whatIsSecretHasAFingerprintAndNothingElse() {
        assertThat(Scrape.of(service).named("wxauth_secret_info"))
                .extracting(sample -> sample.labels().get("setting"))
                .containsExactlyInAnyOrder(
                        "apps",
                        "app_kinds",
                        "open_platforms",
                        "clients",
                        "signing_keys",
                        "master_keys",
                        "redis.url",
                        "redis.sentinel_password");
    }

    /** A counter that appears with its first event has no growth that Prometheus could see. */
    @Test
    void whateverMayBecomeOfACallIsThereBeforeItHappens() {
        Scrape scrape = Scrape.of(service);
        for (String api : List.of(
                "jscode2session", "stable_token", "getuserphonenumber", "checksession", "resetusersessionkey")) {
            for (String outcome : List.of(
                    "ok",
                    "timeout",
                    "lost",
                    "unreachable",
                    "unreadable",
                    "circuit_open",
                    "shed",
                    "other",
                    "-1",
                    "45011",
                    "45009",
                    "48001")) {
                scrape.sum("wxauth_wechat_calls_seconds_count", "api=" + api, "outcome=" + outcome);
            }
        }
        for (String errcode :
                List.of("40029", "40163", "42003", "40226", "50002", "40125", "40164", "41004", "41008")) {
            scrape.sum("wxauth_wechat_calls_seconds_count", "api=jscode2session", "outcome=" + errcode);
        }
        for (String command : List.of("HMGET", "GET", "PING", "session-create")) {
            for (String outcome : List.of("ok", "timeout", "lost")) {
                scrape.sum("wxauth_redis_commands_seconds_count", "command=" + command, "outcome=" + outcome);
            }
        }
        assertThat(scrape.text()).hasSizeLessThan(1_000_000);
    }

    @Test
    void aLoginThatIs503IsInNone() {
        service.wechat().troubleNext(1, Trouble.errcode(45009));
        assertThat(growth(
                        () -> assertThat(logIn(service.wechat().code(TestSettings.APPID, "alice")))
                                .isEqualTo(503),
                        "wxauth_logins_total"))
                .isZero();
    }

    @Test
    void refreshesAreCountedByWhatCameOfThem() {
        String skey = service.login("alice").getString("skey");
        assertThat(growth(() -> refresh(skey), "wxauth_refreshes_total", "result=rotated"))
                .isEqualTo(1);
        assertThat(growth(() -> refresh(skey), "wxauth_refreshes_total", "result=forgiven"))
                .isEqualTo(1);
        assertThat(growth(() -> refresh("made-up"), "wxauth_refreshes_total", "result=refused"))
                .isEqualTo(1);
    }

    private static JsonObject refresh(String skey) {
        return service.http()
                .postJson("/auth/refresh", new JsonObject().put("skey", skey))
                .json();
    }

    @Test
    void introspectionsAreCountedByWhatTheTokenWas() {
        JsonObject login = service.login("alice");
        String token = login.getString("access_token");
        assertCounted("active", token);
        assertCounted("active", login.getString("skey"));
        assertCounted("unreadable", "made-up");
        assertCounted("unreadable", "a.b.c");
        assertCounted("signature", token.substring(0, token.length() - 4) + "AAAA");
        assertCounted("foreign", forged(login, "aud", "https://somebody.else"));
        assertCounted("not_yet", forged(login, "iat", System.currentTimeMillis() / 1000 + 600));
        assertCounted("expired", forged(login, "exp", System.currentTimeMillis() / 1000 - 10));
        service.http().post("/auth/logout", "Authorization", "Bearer " + login.getString("skey"));
        assertCounted("ended", login.getString("skey"));
    }

    /** A token by our own key, with one claim that is wrong. */
    private static String forged(JsonObject login, String claim, Object value) {
        Forger forger = new Forger(KEY.toECKey());
        return forger.sign(forger.header(), Forger.claims(login).put(claim, value));
    }

    private static void assertCounted(String result, String token) {
        assertThat(growth(() -> service.introspect(token), "wxauth_introspections_total", "result=" + result))
                .as(result)
                .isEqualTo(1);
    }

    @Test
    void clientsAreCountedByNameWhereTheyHaveOne() {
        String name = "wxauth_client_authentications_total";
        assertThat(growth(() -> service.introspect("x"), name, "client=shop", "result=ok"))
                .isEqualTo(1);
        assertThat(growth(() -> introspectAs("shop", "wrong"), name, "client=shop", "result=refused"))
                .isEqualTo(1);
        assertThat(growth(() -> introspectAs("hunter2", "wrong"), name, "client=other", "result=refused"))
                .isEqualTo(1);
        assertThat(Scrape.of(service).text()).doesNotContain("hunter2");
    }

    private static void introspectAs(String client, String secret) {
        service.http().postForm("/auth/introspect", "token=x", "Authorization", HttpCaller.basic(client, secret));
    }

    @Test
    void requestsAreCountedByTheRouteAndNeverByThePath() {
        String name = "http_server_requests_seconds_count";
        Runnable unknownUser = () -> service.http().get("/auth/users/" + TestSettings.APPID + "/hunter2");
        unknownUser.run();
        assertThat(growth(
                        unknownUser,
                        name,
                        "method=GET",
                        "uri=/auth/users/{appid}/{openid}",
                        "status=401",
                        "outcome=CLIENT_ERROR"))
                .isEqualTo(1);
        Runnable nowhere = () -> service.http().get("/hunter2");
        nowhere.run();
        assertThat(growth(nowhere, name, "method=GET", "uri=other", "status=404"))
                .isEqualTo(1);
        Runnable unknown = () -> service.http().send("BREW", "/auth/login", "");
        unknown.run();
        assertThat(growth(unknown, name, "method=other", "uri=/auth/login", "status=405"))
                .isEqualTo(1);
        assertThat(Scrape.of(service).text())
                .doesNotContain("hunter2", "BREW", "uri=\"/metrics\"", "uri=\"/health/live\"");
    }

    /** Anybody can make up a method, and write into it what he likes. */
    @Test
    void theLineOfAMethodThatNobodyKnowsDoesNotShowIt() {
        try (LogCapture log = LogCapture.of("access")) {
            Reply reply = service.http().send("HUNTER2", "/auth/login", "");
            assertThat(LogCapture.member(log.awaitLineOf(reply), "method")).isEqualTo("other");
        }
    }

    @Test
    void whatIsNoRequestIsCountedToo() {
        assertThat(RawHttp.exchange(service.url(0), "GET / HTTP/1.1\r\nbroken\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(Scrape.of(service).sum("http_server_requests_seconds_count", "uri=other", "status=400"))
                .isPositive();
    }

    /** The parser has no method for it, and no route is to blame. */
    @ParameterizedTest
    @ValueSource(strings = {"garbage\r\n\r\n", "FOO\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"})
    void whatIsNoHttpIsOfNoMethod(String garbage) {
        double before = refusedByTheParser("other");
        assertThat(RawHttp.exchange(service.url(0), garbage)).matches("(?s)HTTP/1\\.[01] 400 .*");
        Await.until("it is counted", SOON, () -> refusedByTheParser("other") == before + 1);
    }

    /** It is measured when its answer is on the way already. */
    @Test
    void aBodyThatBreaksItsFramingIsCountedAsWhatItIsAnswered() {
        String broken = "POST /auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
        double before = refusedByTheParser("POST");
        try (LogCapture log = LogCapture.of("access")) {
            assertThat(RawHttp.exchange(service.url(0), broken)).startsWith("HTTP/1.1 400");
            Await.until("it is counted", SOON, () -> refusedByTheParser("POST") == before + 1);
            Await.until("its line is written", SOON, () -> !log.events().isEmpty());
            assertThat(log.events()).allSatisfy(line -> {
                assertThat(line.getMessage()).isEqualTo("request");
                assertThat(LogCapture.member(line, "status")).isEqualTo(400);
            });
        }
    }

    /** None as long as there was none. */
    private static double refusedByTheParser(String method) {
        return Scrape.of(service).named("http_server_requests_seconds_count").stream()
                .filter(sample -> sample.labels()
                        .entrySet()
                        .containsAll(Map.of("method", method, "uri", "other", "status", "400")
                                .entrySet()))
                .mapToDouble(Scrape.Sample::value)
                .sum();
    }

    @Test
    void callsToWeChatAreCountedByWhatCameOfThem() {
        Map<String, Trouble> outcomes = Map.of(
                "ok", Trouble.none(),
                "40163", Trouble.errcode(40163),
                "other", Trouble.errcode(12345),
                "unreadable", Trouble.html(502),
                "lost", Trouble.dropAfterConsuming());
        outcomes.forEach(MetricsTest::assertCall);
    }

    @Test
    void anOpenCircuitIsShownAndWhatItRefusesIsCounted() {
        service.wechat().troubleNext(1000, Trouble.emptyBody());
        Await.until("the circuit opens", SOON, () -> logIn(service.wechat().code(TestSettings.APPID, "alice")) == 503);
        assertThat(growth(
                        () -> logIn(service.wechat().code(TestSettings.APPID, "alice")),
                        "wxauth_wechat_calls_seconds_count",
                        "outcome=circuit_open"))
                .isEqualTo(1);
        assertThat(Scrape.of(service).sum("wxauth_wechat_circuit_state", "api=jscode2session", APP))
                .isEqualTo(2);
        assertThat(Scrape.of(service).sum("wxauth_wechat_circuit_state", "api=checksession", APP))
                .isZero();
        service.wechat().calm();
        service.restartInstance(0);
    }

    private static void assertCall(String outcome, Trouble trouble) {
        service.wechat().troubleNext(1, trouble);
        Runnable call = () -> logIn(service.wechat().code(TestSettings.APPID, "alice"));
        call.run();
        service.wechat().troubleNext(1, trouble);
        assertThat(growth(call, "wxauth_wechat_calls_seconds_count", "api=jscode2session", APP, "outcome=" + outcome))
                .as(outcome)
                .isEqualTo(1);
    }

    @Test
    void commandsToRedisAreCountedByName() {
        String name = "wxauth_redis_commands_seconds_count";
        assertThat(growth(() -> service.login("alice"), name, "command=session-create", "outcome=ok"))
                .isEqualTo(1);
        String skey = service.login("alice").getString("skey");
        assertThat(growth(() -> service.introspect(skey), name, "command=HMGET", "outcome=ok"))
                .isEqualTo(1);
        assertThat(Scrape.of(service).sum("wxauth_redis_up")).isEqualTo(1);
        assertThat(Scrape.of(service).sum("wxauth_redis_clock_offset_seconds")).isBetween(-1.0, 1.0);
    }
}
