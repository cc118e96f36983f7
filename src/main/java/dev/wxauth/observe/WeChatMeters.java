package dev.wxauth.observe;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The calls to WeChat, by API and app. Thread-safe. */
public final class WeChatMeters {
    /** What is told of a call that WeChat served. */
    public static final String OK = "ok";

    /** What is told of a call whose end has no name. */
    public static final String OTHER = Registration.OTHER;

    private final Registration meters;
    private final Map<Call, Timer> calls = new ConcurrentHashMap<>();

    private record Call(String api, String appid, String outcome) {}

    WeChatMeters(Registration meters) {
        this.meters = meters;
    }

    /**
     * A call came to its end: {@code wxauth_wechat_calls_seconds}.
     *
     * @param api the last segment of its path
     * @param outcome {@link #OK}, one of WeChat's numbers that are known, or what kept it from an answer
     */
    public void call(String api, String appid, String outcome, long nanos) {
        timer(api, appid, outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Such calls come to such ends now and then: they are shown from the start, with the number 0. */
    public void expect(String api, String appid, Set<String> outcomes) {
        outcomes.forEach(outcome -> timer(api, appid, outcome));
    }

    private Timer timer(String api, String appid, String outcome) {
        return calls.computeIfAbsent(new Call(api, appid, outcome), this::timer);
    }

    private Timer timer(Call call) {
        Tags labels = Tags.of("api", call.api, "appid", call.appid, "outcome", call.outcome);
        return meters.timer("wxauth.wechat.calls", "Calls to WeChat, the wait for a turn not included.", labels);
    }

    /** How many calls are under way and wait for their turn: {@code wxauth_wechat_calls_active}, {@code _waiting}. */
    public void turns(IntSupplier active, IntSupplier waiting) {
        meters.gauge("wxauth.wechat.calls.active", "Calls to WeChat under way.", Tags.empty(), active::getAsInt);
        meters.gauge(
                "wxauth.wechat.calls.waiting",
                "What waits for its turn to call WeChat, or for another's call.",
                Tags.empty(),
                waiting::getAsInt);
    }

    /** The state of a circuit: {@code wxauth_wechat_circuit_state}, 0 closed, 1 half open, 2 open. */
    public void circuit(String api, String appid, IntSupplier state) {
        meters.gauge(
                "wxauth.wechat.circuit.state",
                "Circuit breaker to WeChat: 0 closed, 1 half open, 2 open.",
                Tags.of("api", api, "appid", appid),
                state::getAsInt);
    }
}
