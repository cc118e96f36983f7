package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.LoginLoad;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Program;
import dev.wxauth.support.TestSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * WeChat slow but well beside its default timeout, and more users than can be served, for 20 seconds. A benchmark, because
 * it takes minutes and a machine that has time for it: {@code mvn verify -Pbench}. The suite has a small one of its kind.
 */
@Tag("bench")
class SlowWeChatIT {
    private static final Duration LATENCY = Duration.ofSeconds(3);
    private static final Duration LOAD = Duration.ofSeconds(20);

    /** A program that has just started is busy with itself, and that is another drill. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private static final int WARM_UP_RATE = 40;

    @ParameterizedTest
    @CsvSource({"129, 1.5", "129, 2", "1000, 1.5", "1000, 2"})
    void whatCanBeAnsweredIsAnswered(int concurrency, double times) throws Exception {
        try (Neighbours neighbours = new Neighbours()) {
            WeChatSimulator wechat = neighbours.wechat();
            Map<String, String> settings = neighbours.settings();
            settings.put("WXAUTH_WECHAT_CONCURRENCY", Integer.toString(concurrency));
            try (Program program = Program.serve(settings)) {
                HttpCaller http = program.unchecked();
                load(http, wechat, WARM_UP_RATE, WARM_UP);
                drill(http, wechat, (double) concurrency / LATENCY.toSeconds(), times);
            }
        }
    }

    private static LoginLoad load(HttpCaller http, WeChatSimulator wechat, double rate, Duration duration) {
        return LoginLoad.run(http, i -> wechat.code(TestSettings.APPID, "user" + i), rate, duration);
    }

    private static void drill(HttpCaller http, WeChatSimulator wechat, double capacity, double times) {
        wechat.resetCalls();
        wechat.trouble(Trouble.latency(LATENCY));
        LoginLoad load = load(http, wechat, capacity * times, LOAD);
        System.out.printf(
                "%.0f logins a second beside a capacity of %.0f: %s%n", capacity * times, capacity, load.statuses());
        assertThat(load.statuses()).containsOnlyKeys(200, 503);
        assertThat(load.with(200).size()).isGreaterThan((int) (0.9 * capacity * LOAD.toSeconds()));
        assertThat(wechat.calls("/sns/jscode2session"))
                .as("codes that were sent")
                .isEqualTo(load.with(200).size());
    }
}
