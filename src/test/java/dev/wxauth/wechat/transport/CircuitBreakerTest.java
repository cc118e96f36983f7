package dev.wxauth.wechat.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.observe.Troubles;
import dev.wxauth.support.LogCapture;
import dev.wxauth.wechat.transport.CircuitBreaker.End;
import dev.wxauth.wechat.transport.CircuitBreaker.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules with their default numbers: 20 failures within 10 s that are half or more of the calls, open for 5 s. */
class CircuitBreakerTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final CircuitBreaker breaker = new CircuitBreaker(
            new WeChatSettings.Breaker(20, Duration.ofSeconds(10), Duration.ofSeconds(5)),
            () -> now,
            new CircuitTrouble(new Troubles(() -> now), "wx1", WeChatRequest.Api.SNS));

    @Test
    void theOperatorIsToldOnceWhenItOpensAndOnceWhenItIsClosedAgain() {
        try (LogCapture log = LogCapture.of(Troubles.class)) {
            calls(20, End.FAILED);
            pass(Duration.ofSeconds(5));
            breaker.report(breaker.ask().orElseThrow(), End.FAILED);
            assertThat(breaker.number()).isEqualTo(2);
            assertThat(log.messages()).singleElement().asString().contains("WARN", "is open", "circuit_open", "wx1");
            pass(Duration.ofSeconds(5));
            assertThat(breaker.number()).isEqualTo(1);
            breaker.report(breaker.ask().orElseThrow(), End.ANSWERED);
            assertThat(breaker.number()).isZero();
            assertThat(log.messages()).hasSize(2).last().asString().contains("INFO", "over, after 10 s");
        }
    }

    @Test
    void itOpensAtTheTwentiethFailure() {
        calls(19, End.FAILED);
        assertThat(breaker.ask()).isPresent();
        calls(1, End.FAILED);
        assertThat(breaker.ask()).isEmpty();
        assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void itStaysClosedWhileFewerThanHalfFail() {
        calls(21, End.ANSWERED);
        calls(20, End.FAILED);
        assertThat(breaker.ask()).isPresent();
        calls(1, End.FAILED);
        assertThat(breaker.ask()).as("21 of 42").isEmpty();
    }

    @Test
    void itForgetsWhatIsOlderThanTheWindow() {
        calls(19, End.FAILED);
        pass(Duration.ofSeconds(10));
        calls(19, End.FAILED);
        assertThat(breaker.ask()).isPresent();
        pass(Duration.ofMillis(9999));
        calls(1, End.FAILED);
        assertThat(breaker.ask()).isEmpty();
    }

    @Test
    void oldSuccessesAreForgottenToo() {
        calls(100, End.ANSWERED);
        pass(Duration.ofSeconds(10));
        calls(20, End.FAILED);
        assertThat(breaker.ask()).isEmpty();
    }

    @Test
    void callsThatWereNeverMadeTellNothing() {
        calls(100, End.NOT_MADE);
        calls(19, End.FAILED);
        assertThat(breaker.ask()).isPresent();
    }

    @Test
    void afterTheResetOneProbeIsLetThrough() {
        calls(20, End.FAILED);
        pass(Duration.ofMillis(4999));
        assertThat(breaker.ask()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(breaker.ask()).map(Permit::probe).hasValue(true);
        assertThat(breaker.ask()).as("while the probe is under way").isEmpty();
        assertThat(breaker.remaining()).isPositive();
    }

    @Test
    void aGoodProbeClosesAndEmptiesIt() {
        calls(20, End.FAILED);
        pass(Duration.ofSeconds(5));
        calls(1, End.ANSWERED);
        calls(19, End.FAILED);
        assertThat(breaker.ask()).map(Permit::probe).hasValue(false);
    }

    @Test
    void aBadProbeOpensItAnew() {
        calls(20, End.FAILED);
        pass(Duration.ofSeconds(5));
        calls(1, End.FAILED);
        pass(Duration.ofMillis(4999));
        assertThat(breaker.ask()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(breaker.ask()).isPresent();
    }

    @Test
    void aProbeThatCouldNotBeMadeIsFollowedByAnother() {
        calls(20, End.FAILED);
        pass(Duration.ofSeconds(5));
        calls(1, End.NOT_MADE);
        assertThat(breaker.ask()).isEmpty();
        pass(Duration.ofSeconds(5));
        assertThat(breaker.ask()).isPresent();
    }

    @Test
    void stragglersFromBeforeItOpenedChangeNothing() {
        List<Permit> stragglers = begin(40);
        calls(20, End.FAILED);
        report(stragglers.subList(0, 10), End.ANSWERED);
        assertThat(breaker.ask()).as("still open").isEmpty();

        pass(Duration.ofSeconds(5));
        calls(1, End.ANSWERED);
        report(stragglers.subList(10, 40), End.FAILED);
        assertThat(breaker.ask()).as("still closed").isPresent();
    }

    private void calls(int count, End end) {
        for (int i = 0; i < count; i++) {
            breaker.report(breaker.ask().orElseThrow(), end);
        }
    }

    private List<Permit> begin(int count) {
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            permits.add(breaker.ask().orElseThrow());
        }
        return permits;
    }

    private void report(List<Permit> permits, End end) {
        permits.forEach(permit -> breaker.report(permit, end));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
