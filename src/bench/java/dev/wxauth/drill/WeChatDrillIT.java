package dev.wxauth.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.drill.Drill.Outcome;
import dev.wxauth.simulator.Trouble;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.Program;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * WeChat goes wrong in each way under two pods with light traffic: logins are told what the contract's table says, and nothing
 * else suffers. {@code mvn verify -Pbench}.
 */
@Tag("bench")
class WeChatDrillIT {
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    /** Its reset time of 5 s, and a probe. */
    private static final Duration CIRCUIT_CLOSES = Duration.ofSeconds(8);

    private static Vertx vertx;
    private static EmbeddedRedis redis;
    private static WeChatSimulator wechat;
    private static Entrance entrance;
    private static List<Program> pods;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        redis = new EmbeddedRedis();
        wechat = Await.result(WeChatSimulator.start(vertx, 0));
        wechat.app(TestSettings.APPID, TestSettings.APP_SECRET);
        entrance = new Entrance(URI.create(wechat.url()).getPort());
        Map<String, String> settings = TestSettings.create(redis.url(), entrance.url());
        pods = Drill.pods(Drill.withPorts(settings), Drill.withPorts(settings), wechat);
    }

    @AfterAll
    static void stop() {
        pods.forEach(Program::close);
        entrance.close();
        redis.close();
        Await.result(vertx.close());
    }

    private static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of("hears and never answers", Trouble.silence(), Set.of(503, 504)),
                Arguments.of("answers after 3 s", Trouble.latency(Duration.ofSeconds(3)), Set.of()),
                Arguments.of("trickles, a byte in 50 ms", Trouble.drip(Duration.ofMillis(50)), Set.of(503, 504)),
                Arguments.of("loses connections", Trouble.dropAfterConsuming(), Set.of(503, 504)),
                Arguments.of("is a proxy's page", Trouble.html(502), Set.of(502, 503)),
                Arguments.of("45009, the quota is used up", Trouble.errcode(45009), Set.of(503)),
                Arguments.of("45011, too often", Trouble.errcode(45011), Set.of(429)),
                Arguments.of("-1, busy", Trouble.errcode(-1), Set.of(503)),
                Arguments.of("40125, the AppSecret is wrong", Trouble.errcode(40125), Set.of(500)),
                Arguments.of(
                        "half of the answers are empty", Trouble.everyOther(Trouble.emptyBody()), Set.of(502, 503)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void whatLoginsAreTold(String name, Trouble trouble, Set<Integer> told) {
        check(drill(name).run(() -> wechat.trouble(trouble), A_WHILE, wechat::calm), told);
    }

    @Test
    void nobodyListens() {
        check(drill("refuses connections").run(entrance::shut, A_WHILE, entrance::open), Set.of(503));
    }

    @Test
    void nothingComesBack() {
        check(drill("is a black hole").run(entrance::swallow, A_WHILE, entrance::open), Set.of(503));
    }

    private static Drill drill(String name) {
        return new Drill("WeChat " + name, pods, wechat);
    }

    private static void check(Outcome outcome, Set<Integer> told) {
        assertThat(outcome.meanwhile().keySet()).allSatisfy(answer -> assertAllowed(answer, told));
        assertThat(outcome.wellAfter()).isLessThan(CIRCUIT_CLOSES);
        assertThat(outcome.lostLogins()).isZero();
        assertThat(outcome.lostEnds()).isZero();
    }

    /** Logins are told so; refresh, introspect, verify and logout never fail. */
    private static void assertAllowed(String answer, Set<Integer> told) {
        String[] parts = answer.split(" ", -1);
        int status = Integer.parseInt(parts[1]);
        boolean good = status == 200 || status == 204;
        assertThat(good || (parts[0].equals("login") && told.contains(status)))
                .as(answer)
                .isTrue();
    }
}
