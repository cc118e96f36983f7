package dev.wxauth.wechat.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.app.App;
import dev.wxauth.app.AppKind;
import dev.wxauth.error.Fault;
import dev.wxauth.observe.Meters;
import dev.wxauth.observe.Troubles;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Scrape;
import dev.wxauth.wechat.transport.WeChatRequest.Api;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apps come and go while a circuit is open, which three failures make it. */
class CircuitBreakersTest {
    private static final App ONE = new App("wx1", AppKind.MINIPROGRAM, "main");
    private static final App AS_WEBSITE = new App("wx1", AppKind.WEBSITE, "main");
    private static final App OTHER = new App("wx2", AppKind.MINIPROGRAM, "main");
    private static final WeChatRequest LOGIN =
            new WeChatRequest("wx1", Api.SNS, "/sns/jscode2session", Map.of(), null, answer -> {});

    private final LogCapture log = LogCapture.of(Troubles.class);
    private final Meters meters = Meters.create();
    private final List<Promise<WeChatAnswer>> calls = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Troubles troubles = new Troubles(() -> now);
    private final CircuitBreakers breakers = new CircuitBreakers(
            new WeChatSettings.Breaker(3, Duration.ofSeconds(10), Duration.ofSeconds(5)),
            () -> now,
            meters.wechat(),
            troubles);
    private final WeChatTransport transport = new BreakingTransport(request -> call(), breakers);

    @BeforeEach
    void serveBoth() {
        breakers.expect(List.of(ONE, OTHER));
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void theCircuitOfAnAppThatIsTakenOutIsOverAndNothingIsToldOfItAnyMore() {
        open();
        pass(Duration.ofSeconds(30));
        breakers.expect(List.of(OTHER));
        assertThat(log.messages())
                .hasSize(2)
                .last()
                .asString()
                .contains("INFO", "over, after 30 s", "jscode2session of wx1");
        assertThat(state()).isZero();
        pass(Duration.ofMinutes(3));
        assertThat(log.messages()).hasSize(2);
    }

    @Test
    void soIsTheOneOfAnAppThatIsOfAnotherKindNow() {
        open();
        breakers.expect(List.of(AS_WEBSITE, OTHER));
        pass(Duration.ofMinutes(3));
        assertThat(log.messages()).hasSize(2).last().asString().contains("INFO", "over");
    }

    @Test
    void whatOtherAppsHaveLastsOn() {
        open();
        breakers.expect(List.of(ONE));
        assertThat(transport.send(LOGIN).failed()).isTrue();
        assertThat(calls).hasSize(3);
        assertThat(state()).isEqualTo(2);
        assertThat(log.messages()).hasSize(1);
    }

    @Test
    void anAppThatComesBackBeginsAnewAndItsMeterShowsTheNewCircuit() {
        open();
        breakers.expect(List.of(OTHER));
        breakers.expect(List.of(ONE, OTHER));
        assertThat(state()).isZero();
        open();
        assertThat(calls).hasSize(6);
        assertThat(state()).isEqualTo(2);
        assertThat(log.messages()).hasSize(3).last().asString().contains("WARN", "is open");
    }

    @Test
    void whatIsUnderWayForAnAppThatIsTakenOutGoesOnAndOpensNothing() {
        List<Future<WeChatAnswer>> underWay = List.of(send(), send(), send());
        breakers.expect(List.of(OTHER));
        calls.forEach(CircuitBreakersTest::fail);
        assertThat(underWay).allMatch(call -> call.cause() instanceof Fault.UpstreamTimeout);
        open();
        assertThat(send().isComplete()).as("it is sent").isFalse();
        pass(Duration.ofMinutes(3));
        assertThat(log.messages()).isEmpty();
        assertThat(state()).isZero();
    }

    /** Only a probe that is answered closes it, and a probe is somebody's call. */
    @Test
    void anOpenCircuitThatNobodyAsksLastsUntilSomebodyDoes() {
        open();
        pass(Duration.ofMinutes(2));
        assertThat(log.messages()).hasSize(3).last().asString().contains("WARN", "is open", "0 times");
        assertThat(state()).as("half open").isEqualTo(1);
        send();
        calls.get(3).complete(WeChatAnswer.read(LOGIN, new JsonObject()));
        assertThat(log.messages()).hasSize(4).last().asString().contains("INFO", "over, after 120 s");
        assertThat(state()).isZero();
    }

    private void open() {
        int before = calls.size();
        List<Future<WeChatAnswer>> sent = List.of(send(), send(), send());
        assertThat(sent).noneMatch(Future::isComplete);
        calls.subList(before, before + 3).forEach(CircuitBreakersTest::fail);
    }

    private Future<WeChatAnswer> send() {
        return transport.send(LOGIN);
    }

    private Future<WeChatAnswer> call() {
        calls.add(Promise.promise());
        return calls.get(calls.size() - 1).future();
    }

    private static void fail(Promise<WeChatAnswer> call) {
        call.fail(new Fault.UpstreamTimeout("no answer"));
    }

    private double state() {
        return new Scrape(meters.scrape()).sum("wxauth_wechat_circuit_state", "appid=wx1", "api=jscode2session");
    }

    private void pass(Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end); now = now.plusSeconds(1)) {
            troubles.tick();
        }
        troubles.tick();
    }
}
