package dev.wxauth.wechat.transport;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.LoginLoad;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WeChat slow but well: it takes three quarters of the timeout, and more users come than can be served. */
class SlowWeChatTest {
    private static final int TURNS = 20;
    private static final Duration LATENCY = Duration.ofMillis(1500);
    private static final Duration LOAD = LATENCY.multipliedBy(3);
    private static final double CAPACITY = TURNS * 1000.0 / LATENCY.toMillis();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_WECHAT_CONCURRENCY", Integer.toString(TURNS))
            .with("WXAUTH_WECHAT_TIMEOUT", "2s")
            .with("WXAUTH_BREAKER_FAILURES", "5");

    private final Logins logins = new Logins(service);

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 2})
    void whatCanBeAnsweredIsAnsweredAndNothingElseIsSpent(double times) {
        service.wechat().trouble(Trouble.latency(LATENCY));
        LoginLoad load =
                LoginLoad.run(service.http(), i -> service.wechat().code(APPID, "user" + i), CAPACITY * times, LOAD);

        assertThat(load.statuses()).containsOnlyKeys(200, 503);
        assertThat(load.with(200).size()).isGreaterThanOrEqualTo((int) (0.9 * CAPACITY * LOAD.toMillis() / 1000));
        assertThat(logins.calls())
                .as("codes that were sent")
                .isEqualTo(load.with(200).size());
        service.wechat().calm();
        assertThat(logins.login(load.with(503).get(0).code()).status())
                .as("a code that was not sent")
                .isEqualTo(200);
    }
}
