package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.Device;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.StoredRequests;
import dev.wxauth.support.TestSettings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often a device may ask, and what it is told in the end (RFC 8628 section 3.5). */
class DevicePollTest {
    private static final String PENDING = "authorization_pending";
    private static final String SLOW_DOWN = "slow_down";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private final StoredRequests stored = new StoredRequests(service.redisView());
    private Device device;
    private Device elsewhere;

    @BeforeEach
    void ask() {
        device = Device.asks(service.http());
        elsewhere = device.at(service.http(1));
    }

    private void pass(Duration time) {
        stored.age(device, time);
    }

    @Test
    void theFirstPollMayComeAtOnceAndTheNextAfterTheInterval() {
        assertThat(device.poll().error()).isEqualTo(PENDING);
        pass(Duration.ofSeconds(3));
        assertThat(elsewhere.poll().error()).isEqualTo(PENDING);
        pass(Duration.ofMillis(2100));
        assertThat(device.poll().error()).as("1 s early is in time").isEqualTo(PENDING);
    }

    @Test
    void whoPollsTooSoonWaitsFiveSecondsLongerFromThenOn() {
        device.poll();
        pass(Duration.ofSeconds(1));
        assertThat(elsewhere.poll().error()).isEqualTo(SLOW_DOWN);
        pass(Duration.ofMillis(7100));
        assertThat(device.poll().error()).as("8 s, but 1").isEqualTo(PENDING);
        pass(Duration.ofSeconds(6));
        assertThat(device.poll().error()).as("it stays so").isEqualTo(SLOW_DOWN);
        pass(Duration.ofSeconds(11));
        assertThat(device.poll().error()).as("13 s by now").isEqualTo(SLOW_DOWN);
        pass(Duration.ofMillis(17100));
        assertThat(device.poll().error()).isEqualTo(PENDING);
    }

    /** Nobody who is in time, or cannot be any more, has Redis run a script: they are most of all requests there are. */
    @Test
    void whoOnlyWaitsHasNoScriptRun() {
        double before = scripts();
        IntStream.range(0, 4).forEach(i -> {
            assertThat(device.poll().error()).isEqualTo(PENDING);
            pass(Duration.ofSeconds(3));
        });
        assertThat(scripts()).isEqualTo(before);
        tooSoonUntilItIsHopeless();
        double hopeless = scripts();
        assertThat(hopeless - before).as("5 s longer each time, of 108").isBetween(20.0, 22.0);
        assertThat(device.poll().error()).isEqualTo(SLOW_DOWN);
        assertThat(scripts()).isEqualTo(hopeless);
    }

    private static double scripts() {
        return Scrape.of(service).sum("wxauth_redis_commands_seconds_count", "command=device-poll");
    }

    private void tooSoonUntilItIsHopeless() {
        assertThat(device.poll().error()).isEqualTo(PENDING);
        for (int i = 0; i < 30; i++) {
            assertThat(device.poll().error()).isEqualTo(SLOW_DOWN);
        }
    }

    @Test
    void whoCannotBeInTimeAnyMoreIsToldWhatIsDecidedAllTheSame() {
        tooSoonUntilItIsHopeless();
        Phone alice = Phone.login(service, "alice");
        alice.scan(device);
        assertThat(device.poll().error()).isEqualTo(SLOW_DOWN);
        alice.approve(device);
        assertThat(elsewhere.poll().status()).isEqualTo(200);
    }

    @Test
    void whoCannotBeInTimeAnyMoreIsToldThatItIsOver() {
        tooSoonUntilItIsHopeless();
        pass(Duration.ofSeconds(100));
        assertThat(device.poll().error()).isEqualTo(SLOW_DOWN);
        pass(Duration.ofSeconds(21));
        assertThat(device.poll().error()).isEqualTo("expired_token");
    }

    /** Once it is decided nobody has to wait. */
    @Test
    void whatIsDecidedIsToldAtOnce() {
        device.poll();
        Phone.login(service, "alice").letIn(device);
        assertThat(device.poll().status()).isEqualTo(200);
    }

    @Test
    void whatTookTooLongHasExpired() {
        Phone alice = Phone.login(service, "alice");
        alice.scan(device);
        pass(Duration.ofSeconds(121));
        assertThat(device.poll().error()).isEqualTo("expired_token");
        assertThat(elsewhere.poll().error()).isEqualTo("expired_token");
        assertThat(alice.scan(device).status()).isEqualTo(404);
        assertThat(alice.approve(device).status()).isEqualTo(404);
        assertThat(alice.deny(device).status()).isEqualTo(404);
        assertThat(stored.remembered(device)).isGreaterThan(Duration.ofMinutes(3));
        stored.forget(device);
        assertThat(device.poll().error()).isEqualTo("invalid_grant");
    }

    @Test
    void whatWasAgreedInTimeAndPolledTooLateHasExpired() {
        Phone.login(service, "alice").letIn(device);
        pass(Duration.ofSeconds(121));
        assertThat(device.poll().error()).isEqualTo("expired_token");
    }

    @Test
    void anAnswerIsKeptForAMinuteFromTheRedemptionOn() {
        Phone.login(service, "alice").letIn(device);
        assertThat(device.poll().status()).isEqualTo(200);
        assertThat(stored.remembered(device)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        stored.forget(device);
        assertThat(elsewhere.poll().error()).isEqualTo("invalid_grant");
    }

    @Test
    void theTrailTellsWhoAgreedToWhatAndWhoCameIn() {
        try (AuditTrail trail = new AuditTrail()) {
            Phone alice = Phone.login(service, "alice");
            alice.letIn(device);
            alice.approve(device);
            String session = device.poll().json().getString("session_id");
            device.poll();
            assertThat(trail.lines("device_approved"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .containsEntry("client_id", TestSettings.PUBLIC_ID)
                            .containsEntry("appid", TestSettings.APPID)
                            .containsEntry("session_id", alice.tokens().getString("session_id")));
            assertThat(trail.lines("login")).hasSize(2);
            Map<String, String> login = trail.lines("login").get(1);
            assertThat(login).containsEntry("client_id", TestSettings.PUBLIC_ID).containsEntry("session_id", session);
            assertThat(trail.text()).doesNotContain(alice.tokens().getString("openid"));
        }
    }

    @Test
    void theTrailTellsWhoDeclined() {
        try (AuditTrail trail = new AuditTrail()) {
            Phone alice = Phone.login(service, "alice");
            alice.scan(device);
            alice.deny(device);
            alice.deny(device);
            assertThat(trail.lines("device_denied"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).containsEntry("client_id", TestSettings.PUBLIC_ID));
        }
    }
}
